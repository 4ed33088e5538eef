// The page of one entry: the sentence first, then who keeps it, then what is known of it.
#include <fmt/format.h>

#include <algorithm>

#include "conformance/book/html.hpp"
#include "conformance/book/pages.hpp"
#include "conformance/book/parts.hpp"
#include "conformance/book/paths.hpp"

namespace mqttspec::conformance::book {
namespace {

class EntryPage {
 public:
  EntryPage(const Entry& entry, const Grid& grid)
      : entry_(entry), grid_(grid), content_(entry.path), main_(content_.main()) {}

  std::string make() {
    add_head();
    add_cells();
    add_fields();
    add_judged();
    for (const auto& table : entry_.tables) add_table(table);
    return content_.text();
  }

 private:
  void add_head() {
    auto path = content_.add(main_, "p", {}, "path");
    content_.add_link(path, list_path(entry_.kind),
                      word_in(Language::english, to_string(entry_.kind)));
    if (entry_.version)
      content_.add(path, "span", fmt::format(" › MQTT {}", to_string(*entry_.version)));
    content_.add(main_, "h1", entry_.title);
    content_.add(main_, "p", entry_.about, "quiet");
    if (has_summary_of_its_own(entry_.kind))
      content_.add_linked(content_.add(main_, "p", {}, "lead"), entry_.summary, entry_.version,
                          entry_.judged);
    if (entry_.kind == Kind::statement) add_namesake(entry_.judged.front());
  }

  // 119 identifiers are in both versions, and often about different things.
  void add_namesake(StatementId id) {
    const auto version = id.version() == Version::v5_0 ? Version::v3_1_1 : Version::v5_0;
    const auto other = StatementId::find(version, id.id());
    if (!other) return;
    auto line = content_.add(main_, "p", {}, "namesake");
    content_.add_link(line, path_of(*other),
                      fmt::format("[{}] of MQTT {}", id.id(), to_string(version)));
    content_.add(line, "span", fmt::format(" is one of its own: {}", other->row().summary));
  }

  void add_cells() {
    const bool is_about_one = entry_.kind == Kind::statement || entry_.kind == Kind::case_;
    if (grid_.empty() || !is_about_one) return;
    const auto cells = cells_of(entry_, grid_);
    if (cells.empty())
      content_.add(main_, "p",
                   entry_.kind == Kind::case_
                       ? "No broker or Client of this book was asked this."
                       : "No case has come to it on any broker or Client of this book.",
                   "quiet");
    for (const auto version : {Version::v3_1_1, Version::v5_0})
      for (const bool is_client : {false, true}) {
        std::vector<const Cell*> wanted;
        for (const auto& cell : cells)
          if (cell.target->is_client == is_client && cell.version == version)
            wanted.push_back(&cell);
        if (!wanted.empty()) add_targets(is_client, version, wanted);
      }
    if (cells.empty()) return;
    auto legend = content_.add(content_.add(main_, "p"), "a", "What the verdicts mean");
    legend.append_attribute("href") = (content_.up() + "index.html#legend").c_str();
    add_notes(cells);
  }

  void add_targets(bool is_client, Version version, const std::vector<const Cell*>& cells) {
    const auto what = word_in(Language::english, is_client ? "clients" : "brokers");
    content_.add(
        main_, "h2",
        entry_.version ? std::string(what) : fmt::format("{}, MQTT {}", what, to_string(version)));
    auto list = content_.add(main_, "ul", {}, "targets");
    for (const auto* cell : cells) {
      auto item = content_.add(list, "li", {}, cell->shown.kind.data());
      if (!cell->case_path.empty()) item = content_.add_link(item, cell->case_path, "");
      auto verdict = content_.add(item, "b", fmt::format("{} ", cell->shown.sign));
      content_.add(verdict, "span", cell->shown.word, "word");
      content_.add(item, "span", fmt::format("{} {}", cell->target->name, cell->target->version));
    }
    if (const auto names = without(version, is_client, grid_); !names.empty())
      content_.add(main_, "p", fmt::format("Without MQTT {}: {}.", to_string(version), names),
                   "quiet");
  }

  void add_notes(const std::vector<Cell>& cells) {
    if (std::ranges::all_of(cells, [](const Cell& cell) { return cell.note.empty(); })) return;
    auto box = content_.add(main_, "details", {}, "notes");
    content_.add(box, "summary", "What came from those that are not right");
    auto list = content_.add(box, "dl", {}, "terms");
    for (const auto& cell : cells) {
      if (cell.note.empty()) continue;
      content_.add(list, "dt", fmt::format("{}, {}", cell.target->name, to_string(cell.version)));
      content_.add(list, "dd", cell.note);
    }
  }

  // One label above all that has it.
  void add_fields() {
    if (entry_.fields.empty()) return;
    auto list = content_.add(main_, "dl", {}, "terms");
    std::string_view label;
    for (const auto& field : entry_.fields) {
      if (field.label != label) content_.add(list, "dt", field.label);
      label = field.label;
      auto item = content_.add(list, "dd");
      if (!field.link.empty()) content_.add_link(item, field.path, field.link);
      content_.add_linked(item, field.text, entry_.version, entry_.judged);
    }
    if (entry_.kind == Kind::case_) {
      content_.add(list, "dt", "run it");
      auto command = content_.add(list, "dd");
      const bool is_client = entry_.title.starts_with("client/");
      content_.add(command, "code",
                   is_client ? fmt::format("mqttspec client {} -- CMD", entry_.title)
                             : fmt::format("mqttspec run HOST:PORT {}", entry_.title));
    }
  }

  const char* heading_of_statements() const {
    if (entry_.kind == Kind::freedom) return "What is permitted there";
    if (entry_.kind == Kind::ambiguity) return "Statements that it concerns";
    if (entry_.kind == Kind::section || entry_.kind == Kind::packet) return "Its statements";
    return "Statements that speak of it";
  }

  void add_judged() {
    if (entry_.kind == Kind::statement || entry_.judged.empty()) return;
    content_.add(main_, "h2", heading_of_statements());
    if (grid_.empty()) {
      auto list = content_.add(main_, "ul", {}, "statements");
      for (const auto id : entry_.judged) add_statement(content_.add(list, "li"), id);
      return;
    }
    auto frame = content_.add(main_, "div", {}, "scroll");
    frame.append_attribute("tabindex") = "0";
    auto table = content_.add(frame, "table", {}, "map");
    add_map_head(content_.add(table, "thead"));
    auto body = content_.add(table, "tbody");
    for (const auto id : entry_.judged) add_row(content_.add(body, "tr"), id);
  }

  void add_map_head(pugi::xml_node thead) {
    auto sides = content_.add(thead, "tr");
    content_.add(sides, "td");
    for (const bool is_client : {false, true})
      if (const auto count = std::ranges::count(grid_, is_client, &GridTarget::is_client);
          count > 0)
        content_
            .add(sides, "th", word_in(Language::english, is_client ? "clients" : "brokers"), "side")
            .append_attribute("colspan") = static_cast<int>(count);
    auto head = content_.add(thead, "tr");
    content_.add(head, "th", "statement");
    for (const auto& target : grid_)
      content_.add(content_.add(head, "th"), "span",
                   fmt::format("{} {}", target.name, target.version));
  }

  void add_statement(pugi::xml_node parent, StatementId id) {
    const auto field = statement_field("", id);
    if (!entry_.version) content_.add(parent, "span", fmt::format("{} ", to_string(id.version())));
    content_.add_link(parent, field.path, field.link);
    content_.add_linked(parent, field.text, id.version());
  }

  void add_row(pugi::xml_node row, StatementId id) {
    add_statement(content_.add(row, "th"), id);
    for (const auto& target : grid_) {
      const auto said = target.statements.find(id);
      if (said == target.statements.end()) {
        content_.add(row, "td");
        continue;
      }
      const auto [word, sign, kind] = shown(said->second.verdict);
      content_.add(row, "td", sign, kind.data());
    }
  }

  void add_table(const Table& table) {
    if (!table.title.empty()) content_.add(main_, "h2", table.title);
    auto frame = content_.add(main_, "div", {}, "scroll");
    frame.append_attribute("tabindex") = "0";
    // Few columns are of texts, which a phone shows one below the other.
    auto node = content_.add(frame, "table", {}, table.head.size() > 4 ? "rows" : "rows texts");
    auto head = content_.add(content_.add(node, "thead"), "tr");
    for (const auto& cell : table.head) content_.add(head, "th", cell);
    auto body = content_.add(node, "tbody");
    for (const auto& row : table.rows) {
      auto line = content_.add(body, "tr");
      for (const auto& cell : row)
        content_.add_linked(content_.add(line, "td"), cell, std::nullopt);
    }
  }

  const Entry& entry_;
  const Grid& grid_;
  Content content_;
  pugi::xml_node main_;
};

}  // namespace

std::string entry_content(const Entry& entry, const Grid& grid) {
  return EntryPage(entry, grid).make();
}

}  // namespace mqttspec::conformance::book
