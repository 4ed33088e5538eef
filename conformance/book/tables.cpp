// Entries that are tables: who gets what, and where texts err.
#include <fmt/format.h>

#include "conformance/book/parts.hpp"
#include "conformance/delivery/report.hpp"
#include "conformance/delivery/text.hpp"
#include "model/delivery/delivery_claims.hpp"

namespace mqttspec::conformance::book {
namespace {

using model::delivery::DeliveryCell;
using model::delivery::DeliveryRow;
using model::delivery::Situation;

std::string yes(bool value) { return value ? "yes" : "no"; }

std::vector<std::string> row_head(const DeliveryRow& row) {
  return {yes(row.clean), yes(row.retain), fmt::format("{}", static_cast<unsigned>(row.subscribed)),
          fmt::format("{}", static_cast<unsigned>(row.published))};
}

std::string cell_words(const DeliveryCell& cell) {
  std::string text(to_string(cell.demand));
  if (!cell.messages.empty()) text += " " + delivery::in_words(cell.messages);
  return cell.ambiguity ? fmt::format("{} (ambiguity {})", text, *cell.ambiguity) : text;
}

std::string title_of(const delivery::DeliverySection& section) {
  auto text = fmt::format("MQTT {}", to_string(section.version));
  if (section.version == Version::v5_0)
    text += fmt::format(", Retain Handling {}, Retain As Published {}",
                        static_cast<unsigned>(section.retain_handling),
                        section.retain_as_published ? 1 : 0);
  return text;
}

Table claims_table(const delivery::DeliverySection& section) {
  Table table{
      fmt::format("The introduction's sixteen rows, by MQTT {}", to_string(section.version)),
      {"clean", "RETAIN", "subscribed QoS", "published QoS", "it claims", "on connect",
       "on SUBSCRIBE", "so the claim is"},
      {}};
  for (const auto& row : section.rows) {
    const auto claim = model::delivery::claim_about(row.row);
    if (!claim) continue;
    const auto& returns = row.cells[static_cast<std::size_t>(Situation::returns)];
    const auto& again = row.cells[static_cast<std::size_t>(Situation::subscribes_again)];
    auto cells = row_head(row.row);
    cells.insert(cells.end(),
                 {std::string(to_string(*claim)), cell_words(returns), cell_words(again),
                  std::string(to_string(judge(*claim, returns, again)))});
    table.rows.push_back(std::move(cells));
  }
  return table;
}

Table delivery_rows_table(const delivery::DeliverySection& section) {
  Table table{title_of(section), {"clean", "RETAIN", "subscribed QoS", "published QoS"}, {}};
  for (const auto situation : model::delivery::situations)
    table.head.emplace_back(to_string(situation));
  for (const auto& row : section.rows) {
    auto cells = row_head(row.row);
    for (const auto& cell : row.cells) cells.push_back(cell_words(cell));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

Entry who_gets_what() {
  Entry entry{.kind = Kind::table,
              .path = "seed-table",
              .title = "Who gets what",
              .about = "a table: clean session, RETAIN, subscribed and published QoS",
              .summary =
                  "Which of three published messages a subscriber must, should, may or must "
                  "not get, and at which QoS, and what a popular table of sixteen rows says "
                  "about it.",
              .names = {"seed table", "seed-table"}};
  entry.fields = {
      {"clean", "", "",
       "CleanSession 1; in 5.0 Clean Start 1 without Session Expiry Interval. Not "
       "clean: CleanSession 0; in 5.0 Clean Start 0 with an interval of 120 s."},
      {"RETAIN", "", "",
       "of the messages M1, M2 and M3. A cell says which come, with their QoS "
       "(q1), and R if RETAIN is 1 in them."},
      {"stays", "", "", "subscribed and connected all the time"},
      {"returns", "", "",
       "subscribed, disconnected before the messages, connected again after: "
       "what the connect alone brings"},
      {"subscribes again", "", "", "then sends the same SUBSCRIBE once more: what that adds"},
      {"subscribes late", "", "", "was never there before, connects and subscribes after"},
      {"measured", "", "", "mqttspec table TARGET does it on a broker"}};
  const auto report = delivery::delivery_report();
  for (const auto& section : report.sections)
    if (section.is_plain()) entry.tables.push_back(claims_table(section));
  for (const auto& section : report.sections) entry.tables.push_back(delivery_rows_table(section));
  return entry;
}

Entry introduction_errata() {
  constexpr std::string_view wrong = "contradicts the Standards";
  constexpr std::string_view incomplete = "too weak, too strong or not whole";
  constexpr std::string_view wording = "wording";
  return {.kind = Kind::table,
          .path = "seed-errata",
          .title = "Errata of the introduction",
          .about = "a table: where an introduction of 2023 departs from the Standards",
          .summary =
              "What a popular introduction to MQTT in Chinese says otherwise than the "
              "Standards, by its chapters.",
          .names = {"seed errata", "seed-errata"},
          .tables = {{"",
                      {"chapter, matter", "weight", "it says", "the Standards say"},
                      {
#define ERRATUM(place, weight, said, right) {place, std::string(weight), said, right},
#include "conformance/book/introduction_errata.def"
#undef ERRATUM
                      }}}};
}

Entry standards_errata() {
  constexpr Version v3_1_1 = Version::v3_1_1;
  constexpr Version v5_0 = Version::v5_0;
  return {.kind = Kind::table,
          .path = "errata",
          .title = "Errata of the Standards",
          .about = "a table: misprints of MQTT 3.1.1 and 5.0 as printed",
          .summary =
              "Misprinted identifiers, wrong references, tables that differ. What the "
              "Standards contradict or leave open in substance stands under the ambiguities.",
          .names = {"standards errata"},
          .tables = {{"",
                      {"version", "section", "printed", "right"},
                      {
#define SLIP(version, place, printed, right) \
  {std::string(to_string(version)), place, printed, right},
#include "conformance/book/standards_errata.def"
#undef SLIP
                      }}}};
}

}  // namespace

void add_tables(Entries& entries) {
  entries.push_back(who_gets_what());
  entries.push_back(introduction_errata());
  entries.push_back(standards_errata());
}

}  // namespace mqttspec::conformance::book
