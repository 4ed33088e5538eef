// Reading known files and holding reports against them.
#include "conformance/report/known.hpp"

#include "conformance/client_cases/index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace mqttspec::conformance::report {

using namespace play;

namespace {

constexpr std::string_view blanks = " \t\r";

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

// Takes the first word off the text.
std::string_view next_word(std::string_view& text) {
  text = trimmed(text);
  const auto word = text.substr(0, text.find_first_of(blanks));
  text.remove_prefix(word.size());
  return word;
}

Verdict next(Verdict verdict) { return static_cast<Verdict>(static_cast<int>(verdict) + 1); }

// A verdict in one word.
std::string_view word(Verdict verdict) {
  return verdict == Verdict::not_run ? "not-run" : to_string(verdict);
}

bool is_wrong(Verdict verdict) { return verdict >= Verdict::warn; }

std::expected<KnownLine, std::string> parse_line(std::string_view line, std::size_t number) {
  const auto bad = [&](std::string_view complaint) {
    return std::unexpected(fmt::format("line {}: {}", number, complaint));
  };
  const auto mark = line.find('#');
  const auto reason =
      mark == std::string_view::npos ? std::string_view{} : trimmed(line.substr(mark + 1));
  auto rest = line.substr(0, mark);
  const auto version = next_word(rest);
  const auto name = next_word(rest);
  auto verdict = next_word(rest);
  const bool comes_and_goes = verdict.ends_with('?');
  if (comes_and_goes) verdict.remove_suffix(1);
  if (version != "3.1.1" && version != "5.0")
    return bad(fmt::format("\"{}\" is not a version: 3.1.1 or 5.0", version));
  if (name.empty()) return bad("the name of the case is missing");
  if (verdict.empty()) return bad("the verdict is missing");
  if (!trimmed(rest).empty())
    return bad(fmt::format("\"{}\" after the verdict: a reason begins with #", trimmed(rest)));
  if (reason.empty()) return bad("the reason is missing: # and why it is known");
  for (auto known = Verdict::not_run; known <= Verdict::error; known = next(known))
    if (verdict == word(known))
      return KnownLine{number,
                       version == "5.0" ? Version::v5_0 : Version::v3_1_1,
                       std::string(name),
                       known,
                       std::string(reason),
                       comes_and_goes};
  return bad(
      fmt::format("\"{}\" is no verdict: not-run, declined, note, pass, warn, "
                  "inconclusive, fail or error",
                  verdict));
}

News news_of(Verdict verdict, std::optional<Verdict> known) {
  if (verdict == Verdict::not_run || verdict == Verdict::declined) return News::none;
  if (!known) return is_wrong(verdict) ? News::fresh : News::none;
  // What is late or undetected one day may be right the next; what failed should not.
  if (!is_wrong(verdict)) return *known >= Verdict::fail ? News::unexpected_pass : News::none;
  return verdict <= *known ? News::known : News::fresh;
}

// "[MQTT-4.4.0-1]" stands for every case in which the fault was one that any case notices.
std::optional<StatementId> statement_in(const KnownLine& line) {
  if (!line.name.starts_with('[') || !line.name.ends_with(']')) return std::nullopt;
  return find_statement(line.version, std::string_view(line.name).substr(1, line.name.size() - 2));
}

const KnownLine* find_line(const std::vector<KnownLine>& known, const CaseReport& report) {
  const auto find = [&](const auto& fits) -> const KnownLine* {
    const auto line = std::ranges::find_if(
        known, [&](const KnownLine& each) { return each.version == report.version && fits(each); });
    return line == known.end() ? nullptr : &*line;
  };
  const auto& noticed = report.result.noticed;
  const auto* any =
      noticed ? find([&](const auto& line) { return statement_in(line) == noticed; }) : nullptr;
  if (any != nullptr) return any;
  return find([&](const auto& line) { return line.name == report.which->name; });
}

bool exists(const KnownLine& line) {
  if (statement_in(line)) return true;
  for (const auto* group : client_cases::groups_of_both())
    for (const auto& which : group->cases)
      if (which.name == line.name && which.runs_in(line.version)) return true;
  return false;
}

}  // namespace

std::expected<std::vector<KnownLine>, std::string> parse_known(std::string_view text) {
  std::vector<KnownLine> lines;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (trimmed(line).empty() || trimmed(line).starts_with('#')) continue;
    auto parsed = parse_line(line, number);
    if (!parsed) return std::unexpected(parsed.error());
    const auto same = std::ranges::find_if(lines, [&](const KnownLine& other) {
      return other.version == parsed->version && other.name == parsed->name;
    });
    if (same != lines.end())
      return std::unexpected(
          fmt::format("line {}: the case stands in line {} already", number, same->number));
    lines.push_back(*std::move(parsed));
  }
  return lines;
}

void apply_known(RunReport& report, const std::vector<KnownLine>& known) {
  for (auto& each : report.cases) {
    const auto* line = find_line(known, each);
    each.news = news_of(each.result.verdict, line ? std::optional(line->verdict) : std::nullopt);
    if (line == nullptr) continue;
    if (line->comes_and_goes && each.news == News::unexpected_pass) each.news = News::none;
    each.known_reason = line->reason;
  }
}

std::vector<std::string> unmatched_lines(const std::vector<KnownLine>& known) {
  std::vector<std::string> complaints;
  for (const auto& line : known)
    if (!exists(line))
      complaints.push_back(fmt::format("line {}: there is no case {} in {}", line.number, line.name,
                                       to_string(line.version)));
  return complaints;
}

}  // namespace mqttspec::conformance::report
