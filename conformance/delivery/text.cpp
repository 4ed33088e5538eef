// See text.hpp.
#include "conformance/delivery/text.hpp"

#include <algorithm>
#include <ostream>

#include "conformance/report/text.hpp"
#include "model/delivery/delivery_claims.hpp"

namespace mqttspec::conformance::delivery {

using namespace play;
using namespace report;

namespace {

using model::delivery::DeliveryVerdict;

constexpr std::string_view legend =
    R"(C  clean: CleanSession 1; in 5.0 Clean Start 1 without Session Expiry Interval.
   Not clean: CleanSession 0; in 5.0 Clean Start 0 with an interval of 120 s.
R  RETAIN of the messages M1, M2, M3 (M1-3), which are published with QoS p.
s  Maximum QoS of the subscription, as granted.
A cell says what the subscriber gets, with the QoS (q) and RETAIN 1 (R) that it
has then, and a letter for the statements that say so, listed below.
  stays             subscribed and connected all the time
  returns           subscribed, disconnected before, connects again after: what
                    the connect alone brings
  subscribes again  then sends the same SUBSCRIBE once more: what that adds
  subscribes late   was never there before, connects and subscribes after
)";
constexpr std::string_view marks =
    R"(Below each row stands what the broker really sent: nothing marked is right,
! departs from a MUST or MUST NOT, ? does not follow a SHOULD, n/a not measured.
)";

constexpr std::size_t cell_width = 17;

using Reasons = std::vector<std::vector<StatementId>>;

std::string key_of(const std::vector<StatementId>& statements, Reasons& reasons) {
  auto place = std::ranges::find(reasons, statements);
  if (place == reasons.end()) place = reasons.insert(reasons.end(), statements);
  return std::string(1, static_cast<char>('a' + (place - reasons.begin())));
}

std::string cell_text(const model::delivery::DeliveryCell& cell) {
  std::string text(to_string(cell.demand));
  return cell.messages.empty() ? text : text + " " + in_words(cell.messages);
}

char yes_no(bool value) { return value ? 'Y' : 'N'; }

std::string row_text(const model::delivery::DeliveryRow& row) {
  return fmt::format("{} {} {} {}", yes_no(row.clean), yes_no(row.retain),
                     static_cast<unsigned>(row.subscribed), static_cast<unsigned>(row.published));
}

std::string got_text(const DeliveryReportRow& row, std::size_t situation) {
  const auto verdict = row.verdict(situation);
  if (!verdict) return "n/a";
  auto text = in_words(*row.measured->got[situation]);
  if (*verdict == DeliveryVerdict::wrong) text += " !";
  if (*verdict == DeliveryVerdict::not_followed) text += " ?";
  return text;
}

Colour colour_of(std::optional<DeliveryVerdict> verdict) {
  if (!verdict) return Colour::dim;
  if (*verdict == DeliveryVerdict::wrong) return Colour::red;
  return *verdict == DeliveryVerdict::right ? Colour::green : Colour::yellow;
}

std::string title(const DeliverySection& section) {
  auto text = fmt::format("MQTT {}", to_string(section.version));
  if (section.version == Version::v5_0)
    text += fmt::format(", Retain Handling {}, Retain As Published {}",
                        static_cast<unsigned>(section.retain_handling),
                        section.retain_as_published ? 1 : 0);
  return text;
}

void print_rows(const DeliverySection& section, Reasons& reasons, const Paint& paint,
                std::ostream& out) {
  out << "\n" << paint(Colour::bold, title(section)) << "\n\nC R s p";
  for (const auto situation : model::delivery::situations)
    out << fmt::format(" {:<{}}", to_string(situation), cell_width - 1);
  out << "\n";
  for (const auto& row : section.rows) {
    std::string asked = row_text(row.row);
    for (const auto& cell : row.cells)
      asked += fmt::format(
          " {:<{}}",
          cell_text(cell) + " " + key_of(cell.statements, reasons) + (cell.ambiguity ? "*" : ""),
          cell_width - 1);
    while (asked.ends_with(' ')) asked.pop_back();
    out << asked << "\n";
    if (!row.measured) continue;
    std::string line = "    got";
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      line += " " + paint(colour_of(row.verdict(i)),
                          fmt::format("{:<{}}", got_text(row, i), cell_width - 1));
    while (line.ends_with(' ')) line.pop_back();
    out << line << "\n";
  }
}

void print_reasons(const Reasons& reasons, std::ostream& out) {
  out << "\n";
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    std::string text;
    for (const auto id : reasons[i]) text += fmt::format(" [{}]", id.id());
    bool is_first = true;
    for (const auto& line : wrapped(text, 76)) {
      out << (is_first ? fmt::format("{}  ", static_cast<char>('a' + i)) : "   ") << line << "\n";
      is_first = false;
    }
  }
  out << "*  The texts do not say whether the QoS as published or as delivered counts\n"
         "   here: entry 17 of spec/ambiguities.md. By the strictest reading a MUST.\n";
}

void print_claims(const DeliverySection& section, const Paint& paint, std::ostream& out) {
  out << "\n"
      << paint(Colour::bold, fmt::format("The introduction's sixteen rows, by MQTT {}",
                                         to_string(section.version)))
      << "\n\nC R s p claims   on connect     on SUBSCRIBE    so the claim is\n";
  for (const auto& row : section.rows) {
    const auto claim = model::delivery::claim_about(row.row);
    if (!claim) continue;
    const auto& returns = row.cells[static_cast<std::size_t>(model::delivery::Situation::returns)];
    const auto& again =
        row.cells[static_cast<std::size_t>(model::delivery::Situation::subscribes_again)];
    const auto verdict = model::delivery::judge(*claim, returns, again);
    const bool right = verdict == model::delivery::ClaimVerdict::right;
    out << fmt::format("{} {:<8} {:<14} {:<15} {}\n", row_text(row.row), to_string(*claim),
                       cell_text(returns), cell_text(again),
                       paint(right ? Colour::green : Colour::yellow, to_string(verdict)));
  }
}

void print_departures(const DeliveryReport& report, const Paint& paint, std::ostream& out) {
  for (const auto& section : report.sections)
    for (const auto& row : section.rows)
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const auto verdict = row.verdict(i);
        if (!verdict || *verdict == DeliveryVerdict::right) continue;
        out << fmt::format(
            "{} {} {}, {}\n    {}, got {}\n",
            paint(colour_of(verdict), *verdict == DeliveryVerdict::wrong ? "DEPARTS" : "ADVICE"),
            title(section), row_text(row.row), to_string(model::delivery::situations[i]),
            cell_text(row.cells[i]), in_words(*row.measured->got[i]));
      }
}

// The reasons why something was not measured, each once.
void print_obstacles(const DeliveryReport& report, std::ostream& out) {
  std::vector<std::pair<std::string, std::size_t>> obstacles;
  for (const auto& section : report.sections)
    for (const auto& row : section.rows) {
      if (!row.measured || row.measured->obstacle.empty()) continue;
      const auto place = std::ranges::find(obstacles, row.measured->obstacle,
                                           [](const auto& e) { return e.first; });
      if (place != obstacles.end()) ++place->second;
      if (place == obstacles.end()) obstacles.emplace_back(row.measured->obstacle, 1);
    }
  for (const auto& [text, rows] : obstacles)
    out << fmt::format("not measured in {} rows: {}\n", rows, valid_text(text));
}

}  // namespace

std::string in_words(const model::delivery::ReceivedMessages& messages) {
  if (messages.empty()) return "-";
  const auto& first = messages.front();
  const auto suffix = [](const auto& message) {
    return fmt::format("q{}{}", static_cast<unsigned>(message.qos), message.retain ? "R" : "");
  };
  bool regular = true;
  for (std::size_t i = 0; i < messages.size(); ++i)
    regular =
        regular && messages[i].number == first.number + i && suffix(messages[i]) == suffix(first);
  if (regular && messages.size() == 1) return fmt::format("M{} {}", first.number, suffix(first));
  if (regular) return fmt::format("M{}-{} {}", first.number, messages.back().number, suffix(first));
  std::string text;
  for (const auto& message : messages)
    text += fmt::format("{}M{}{}", text.empty() ? "" : " ", message.number, suffix(message));
  return text;
}

void print_delivery(const DeliveryReport& report, const Paint& paint, std::ostream& out) {
  const bool measured = !report.target.empty();
  out << paint(Colour::bold, "Who gets what") << "\n\n" << legend;
  if (measured) {
    out << marks << "\ntarget " << report.target << "\n";
    for (const auto& facts : report.facts)
      out << fmt::format("MQTT {}: {}\n", to_string(facts.version), valid_text(facts.evidence));
  }
  for (const auto version : {Version::v3_1_1, Version::v5_0}) {
    Reasons reasons;
    for (const auto& section : report.sections)
      if (section.version == version) print_rows(section, reasons, paint, out);
    print_reasons(reasons, out);
    for (const auto& section : report.sections)
      if (section.version == version && section.is_plain()) print_claims(section, paint, out);
  }
  if (!measured) return;
  out << "\n";
  print_departures(report, paint, out);
  print_obstacles(report, out);
  out << fmt::format("{} cells: {} right, {} depart, {} against advice, {} not measured\n",
                     report.count(DeliveryVerdict::right) + report.count(DeliveryVerdict::wrong) +
                         report.count(DeliveryVerdict::not_followed) + report.missing(),
                     report.count(DeliveryVerdict::right), report.count(DeliveryVerdict::wrong),
                     report.count(DeliveryVerdict::not_followed), report.missing());
}

}  // namespace mqttspec::conformance::delivery
