// One thing that the book knows: a statement, a code, an ambiguity, … `mqttspec explain` prints it,
// `mqttspec book` makes a page of it, and both search in it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "spec/register.hpp"

namespace mqttspec::conformance::book {

/// In the order in which search ranks what is equally near.
enum class Kind : std::uint8_t {
  statement,
  ambiguity,
  reason_code,
  property,
  packet,
  section,
  freedom,
  table,  // errata, and who gets what
  case_,
  fault,
};
inline constexpr std::size_t kind_count = 10;
/// "statement", "code", …
std::string_view to_string(Kind kind);

/// A line of an entry: a label, and a text that may begin with a link.
struct Field {
  std::string label;
  std::string link;  // text of the link, or empty
  std::string path;  // of the entry that it leads to
  std::string text;  // what comes behind
};

struct Table {
  std::string title;
  std::vector<std::string> head;
  std::vector<std::vector<std::string>> rows;
};

struct Entry {
  Kind kind;
  std::string path;          // its page in the book, without ".html"; no other has it
  std::string title;         // "[MQTT-3.1.0-2]", "0x8E Session taken over"
  std::string about;         // what kind of thing that is: "MQTT 5.0, section 3.1, must, …"
  std::string summary = {};  // what it says, in a sentence or two
  std::optional<Version> version = {};  // nothing if it is of both
  std::vector<std::string> names =
      {};  // by which it is asked for, besides its title; in small letters
  std::vector<Field> fields = {};
  std::vector<Table> tables = {};
  std::vector<StatementId> judged = {};  // statements whose verdicts on targets belong here
};

/// Whether the summary says what the fields do not.
constexpr bool has_summary_of_its_own(Kind kind) {
  return kind != Kind::reason_code && kind != Kind::property && kind != Kind::packet &&
         kind != Kind::section && kind != Kind::case_;
}

}  // namespace mqttspec::conformance::book
