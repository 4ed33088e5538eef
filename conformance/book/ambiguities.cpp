// Reads the page of ambiguities: numbered paragraphs, whose titles are bold.
#include "conformance/book/ambiguities.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <regex>

#include "conformance/book/catalogue.hpp"
#include "conformance/book/parts.hpp"
#include "conformance/book/paths.hpp"
#include "conformance/book/site_files.hpp"

namespace mqttspec::conformance::book {

using namespace literals;

namespace {

constexpr std::string_view reading_mark = "*Reading:*";

// The text without what only Markdown needs: stars, grave accents, and the texts of links.
std::string plain(std::string_view text) {
  static const std::regex link(R"(\[[^\]]+\]\(([^)]*)\))");
  auto out = std::regex_replace(std::string(text), link, "spec/$1");
  std::erase_if(out, [](char c) { return c == '*' || c == '`'; });
  const auto begin = out.find_first_not_of(' ');
  if (begin == std::string::npos) return "";
  return out.substr(begin, out.find_last_not_of(' ') - begin + 1);
}

/// The number that begins an entry, "17. **…", or 0.
unsigned number_of(std::string_view line) {
  unsigned number = 0;
  const auto [stop, error] = std::from_chars(line.data(), line.data() + line.size(), number);
  if (error != std::errc{}) return 0;
  return line.substr(static_cast<std::size_t>(stop - line.data())).starts_with(". **") ? number : 0;
}

/// The version that is named last in the text, not as part of something longer.
std::optional<Version> last_version(const std::string& text) {
  static const std::regex name(R"((^|[^0-9.\-])(3\.1\.1|5\.0)(?![0-9]|\.[0-9]|-))");
  std::optional<Version> found;
  for (std::sregex_iterator at(text.begin(), text.end(), name), end; at != end; ++at)
    found = (*at)[2] == "5.0" ? Version::v5_0 : Version::v3_1_1;
  return found;
}

/// The versions that are named behind an identifier: "of 5.0", "and [MQTT-…] of both".
std::vector<Version> versions_behind(const std::string& text) {
  static const std::regex behind(
      R"(^(?:(?:,| and| or|, and)? \[[^\]]+\])* (?:of|in) (3\.1\.1|5\.0|both))");
  std::smatch match;
  if (!std::regex_search(text, match, behind)) return {};
  if (match[1] == "both") return {Version::v3_1_1, Version::v5_0};
  return {match[1] == "5.0" ? Version::v5_0 : Version::v3_1_1};
}

void add_once(StatementId id, std::vector<StatementId>& statements) {
  if (std::ranges::find(statements, id) == statements.end()) statements.push_back(id);
}

void add_concerned(unsigned number, std::vector<StatementId>& statements) {
  struct Row {
    unsigned number;
    StatementId statement;
  };
  constexpr Row rows[] = {
#define CONCERNS(number, statement) {number, statement},
#include "conformance/book/ambiguity_statements.def"
#undef CONCERNS
  };
  for (const auto& row : rows)
    if (row.number == number) add_once(row.statement, statements);
}

Ambiguity make_ambiguity(unsigned number, const std::string& chapter, std::string_view text) {
  const auto bold = text.find("**", 2);
  auto title = plain(text.substr(2, bold - 2));
  if (title.ends_with('.') || title.ends_with(',')) title.pop_back();
  const auto mark = std::min(text.find(reading_mark), text.size());
  auto reading = plain(text.substr(std::min(mark + reading_mark.size(), text.size())));
  if (!reading.empty() && reading[0] >= 'a' && reading[0] <= 'z')
    reading[0] = static_cast<char>(reading[0] - 'a' + 'A');
  auto texts = plain(text.substr(0, mark));
  if (texts.starts_with(title + ". ")) texts.erase(0, title.size() + 2);
  auto statements = statements_in(text);
  add_concerned(number, statements);
  return {.number = number,
          .chapter = chapter,
          .title = std::move(title),
          .texts = std::move(texts),
          .reading = std::move(reading),
          .statements = std::move(statements)};
}

}  // namespace

std::vector<StatementId> statements_in(std::string_view view) {
  static const std::regex tag(R"(\[(MQTT-[0-9.]+-[0-9]+|U[0-9.]+-[0-9.]+-[0-9]+)\])");
  const std::string text(view);
  std::vector<StatementId> found;
  for (std::sregex_iterator at(text.begin(), text.end(), tag), end; at != end; ++at) {
    auto meant = versions_behind(at->suffix());
    if (const auto last = last_version(text.substr(0, static_cast<std::size_t>(at->position())));
        meant.empty() && last)
      meant = {*last};
    const auto id = (*at)[1].str();
    std::erase_if(meant, [&](Version version) { return !StatementId::find(version, id); });
    if (meant.empty()) meant.assign(std::begin(both_versions), std::end(both_versions));
    for (const auto version : meant)
      if (const auto named = StatementId::find(version, id)) add_once(*named, found);
  }
  return found;
}

std::vector<Ambiguity> parse_ambiguities(std::string_view page) {
  std::vector<Ambiguity> all;
  std::string chapter;
  std::string text;
  unsigned number = 0;
  const auto finish = [&] {
    if (number != 0) all.push_back(make_ambiguity(number, chapter, text));
    number = 0;
  };
  while (!page.empty()) {
    const auto line = page.substr(0, page.find('\n'));
    page.remove_prefix(std::min(page.size(), line.size() + 1));
    const auto begins = number_of(line);
    if (begins != 0 || line.empty() || line.starts_with("## ")) finish();
    if (line.starts_with("## ")) chapter = line.substr(3);
    if (begins != 0) {
      number = begins;
      text = line.substr(line.find("**"));
    } else if (number != 0) {
      text += fmt::format(" {}", line.substr(std::min(line.find_first_not_of(' '), line.size())));
    }
  }
  finish();
  return all;
}

const std::vector<Ambiguity>& ambiguities() {
  static const auto all = parse_ambiguities(ambiguities_md);
  return all;
}

std::vector<const Ambiguity*> ambiguities_of(StatementId id) {
  std::vector<const Ambiguity*> found;
  for (const auto& each : ambiguities())
    if (std::ranges::find(each.statements, id) != each.statements.end()) found.push_back(&each);
  return found;
}

void add_ambiguities(Entries& entries) {
  for (const auto& each : ambiguities())
    entries.push_back(
        {.kind = Kind::ambiguity,
         .path = ambiguity_path(each.number),
         .title = fmt::format("{}. {}", each.number, each.title),
         .about = fmt::format("an ambiguity of the Standards: {}", each.chapter),
         .summary = each.texts,
         .names = {fmt::format("ambiguity {}", each.number), in_small_letters(each.title)},
         .fields = {{"reading", "", "", each.reading}},
         .judged = each.statements});
}

}  // namespace mqttspec::conformance::book
