// The order of the report: who was asked, what is wrong, what was not asked, the tables, the line.
#include "conformance/report/console.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <ostream>

#include "conformance/report/case_block.hpp"
#include "conformance/report/needs.hpp"
#include "conformance/report/roots.hpp"
#include "conformance/report/tables.hpp"
#include "conformance/report/text.hpp"

namespace mqttspec::conformance::report {

using namespace play;

namespace {

constexpr std::size_t names_shown = 8;
constexpr std::size_t few_cases = 8;  // that went wrong

// "without QoS 2, retained messages; packets up to 300 bytes".
std::string limits_text(const Limits& limits) {
  std::vector<std::string> parts;
  Need lacks = Need::nothing;
  for (const auto& each : limits.lacks) lacks = lacks | each.need;
  if (lacks != Need::nothing)
    parts.push_back(fmt::format("without {}", fmt::join(words(lacks), ", ")));
  if (limits.packet_size)
    parts.push_back(fmt::format("packets up to {} bytes", *limits.packet_size));
  if (limits.session_s) parts.push_back(fmt::format("Sessions kept for {} s", *limits.session_s));
  if (limits.queued) parts.push_back(fmt::format("{} messages kept for a Client", *limits.queued));
  return fmt::format("{}", fmt::join(parts, "; "));
}

void print_header(const RunReport& report, const Paint& paint, std::ostream& out) {
  out << "target " << paint(Colour::bold, report.target) << "\n";
  if (!report.broker.name.empty())
    print_field(
        "broker",
        fmt::format("{} {} ({})", report.broker.name, report.broker.version, report.broker.package),
        out);
  for (const auto& facts : report.facts) {
    std::string text = facts.served ? "served: " : "not served: ";
    text += valid_text(facts.evidence);
    const auto limits = limits_text(facts.limits);
    if (!limits.empty()) text += "\n" + limits;
    print_field(fmt::format("MQTT {}", to_string(facts.version)), text, out);
  }
  print_field("command", report.command, out);
  const auto seconds = static_cast<double>(report.duration) / 1000;
  print_field("took", fmt::format("{:.1f} s, {} cases", seconds, report.cases.size()), out);
}

// What is news, the worst first: a few cases each for itself, many by what they have in common.
void print_wrong(const RunReport& report, const ConsoleOptions& options, const Paint& paint,
                 std::ostream& out) {
  const auto wrong = static_cast<std::size_t>(std::ranges::count_if(report.cases, is_news));
  if (wrong > few_cases && !options.all) return print_roots(report, options, paint, out);
  const auto print_if = [&](auto wanted) {
    for (const auto& each : report.cases)
      if (wanted(each)) print_case_block(report, each, options, paint, out);
  };
  const auto is_new = [](Verdict verdict) {
    return [verdict](const CaseReport& each) {
      return each.result.verdict == verdict && each.news != News::known &&
             each.news != News::unexpected_pass;
    };
  };
  print_if(is_new(Verdict::error));
  print_if(is_new(Verdict::fail));
  print_if([](const CaseReport& each) { return each.news == News::unexpected_pass; });
  print_if(is_new(Verdict::inconclusive));
  print_if(is_new(Verdict::warn));
}

// A line for each known deviation; many are gathered by verdict and reason.
void print_known(const RunReport& report, bool all, const Paint& paint, std::ostream& out) {
  struct Known {
    Verdict verdict;
    std::string_view reason;
    std::vector<const CaseReport*> cases;
  };
  std::vector<Known> known;
  std::size_t count = 0;
  for (const auto& each : report.cases) {
    if (each.news != News::known) continue;
    ++count;
    const auto same = std::ranges::find_if(known, [&](const Known& other) {
      return !all && other.verdict == each.result.verdict && other.reason == each.known_reason;
    });
    if (same == known.end())
      known.push_back({each.result.verdict, each.known_reason, {&each}});
    else
      same->cases.push_back(&each);
  }
  if (count > 0) out << "\n" << paint(Colour::bold, fmt::format("known: {}", count)) << "\n";
  for (const auto& [verdict, reason, cases] : known) {
    const auto& first = *cases.front();
    const auto more = cases.size() > 1 ? fmt::format(" and {} more:", cases.size() - 1) : "";
    print_field(
        verdict == Verdict::inconclusive ? "inconcl." : to_string(verdict),
        fmt::format("{} ({}){} {}", first.which->name, to_string(first.version), more, reason),
        out);
  }
}

struct Reason {
  Verdict verdict;
  Version version;
  std::string text;
  std::vector<std::string_view> names;
};

// Cases that did not come to run, gathered by version and reason.
std::vector<Reason> reasons(const RunReport& report) {
  std::vector<Reason> all;
  for (const auto& each : report.cases) {
    const auto& result = each.result;
    if (result.verdict > Verdict::declined) continue;
    const auto& text = result.actual.empty() ? result.explanation : result.actual;
    const auto same = std::ranges::find_if(all, [&](const Reason& reason) {
      return reason.verdict == result.verdict && reason.version == each.version &&
             reason.text == text;
    });
    if (same == all.end())
      all.push_back({result.verdict, each.version, text, {each.which->name}});
    else
      same->names.push_back(each.which->name);
  }
  return all;
}

void print_declined(const RunReport& report, const ConsoleOptions& options, const Paint& paint,
                    std::ostream& out) {
  const auto all = reasons(report);
  if (!all.empty()) out << "\n" << paint(Colour::bold, "declined and not run") << "\n";
  for (const auto& [verdict, version, text, names] : all) {
    const std::size_t shown = options.wire ? names.size() : std::min(names.size(), names_shown);
    std::string list = fmt::format(
        "{}", fmt::join(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(shown), ", "));
    if (shown < names.size()) list += fmt::format(" and {} more", names.size() - shown);
    print_field(to_string(verdict),
                fmt::format("{} ({} cases) {}\n{}", to_string(version), names.size(),
                            valid_text(text), list),
                out);
  }
}

}  // namespace

void print_console(const RunReport& report, const ConsoleOptions& options, std::ostream& out) {
  const Paint paint(options.colours);
  print_header(report, paint, out);
  print_wrong(report, options, paint, out);
  print_known(report, options.all, paint, out);
  print_declined(report, options, paint, out);
  out << "\n";
  print_sections(report, paint, out);
  out << "\n";
  print_statements(report, paint, out);
  out << "\n";
  const auto [explained, rejected, open] = count_opinions(report);
  // Without a driver it knows nothing of a Client.
  if (explained + rejected > 0) {
    print_field("tracker",
                fmt::format("explains what was seen in {} cases, not in {}; {} are open", explained,
                            rejected, open),
                out);
    out << "\n";
  }
  for (const auto& line : wrapped(closing_line(report), 80)) out << line << "\n";
}

bool use_colours() { return ::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr; }

}  // namespace mqttspec::conformance::report
