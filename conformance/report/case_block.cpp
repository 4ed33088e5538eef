// The block of one case, from its verdict down to the command that repeats it.
#include "conformance/report/case_block.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <ostream>

#include "conformance/report/rerun.hpp"
#include "conformance/report/text.hpp"
#include "conformance/report/wire_lines.hpp"

namespace mqttspec::conformance::report {

using namespace play;
using namespace wire;

namespace {

constexpr std::size_t columns = 80;
constexpr std::size_t label_width = 13;

std::string upper(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  });
  return out;
}

// The checks that are worse than satisfied; each statement once, with its worst verdict.
std::vector<Judgement> broken(const CaseResult& result) {
  std::vector<Judgement> worst_checks;
  for (const auto& check : result.judgements) {
    if (check.verdict <= StatementVerdict::satisfied) continue;
    const auto same = std::ranges::find(worst_checks, check.statement, &Judgement::statement);
    if (same == worst_checks.end())
      worst_checks.push_back(check);
    else
      same->verdict = worst(same->verdict, check.verdict);
  }
  return worst_checks;
}

void print_statement(StatementId id, std::string_view verdict, std::ostream& out) {
  print_field("statement",
              fmt::format("[{}] {}{}{}\n{}", id.id(), to_string(id.level()),
                          verdict.empty() ? "" : ", ", verdict, id.row().summary),
              out);
}

// What the case found broken or, if nothing, what it is about.
void print_statements(const CaseReport& which, std::ostream& out) {
  const auto checks = broken(which.result);
  for (const auto& check : checks) print_statement(check.statement, to_string(check.verdict), out);
  if (!checks.empty()) return;
  for (const auto& cited : which.which->statements)
    if (const auto id = cited.of(which.version)) print_statement(*id, "", out);
}

}  // namespace

void print_field(std::string_view label, std::string_view text, std::ostream& out) {
  while (!text.empty()) {
    const auto paragraph = text.substr(0, text.find('\n'));
    for (const auto& line : wrapped(paragraph, columns - label_width)) {
      out << fmt::format("  {:<{}}{}\n", label, label_width - 2, line);
      label = "";
    }
    text.remove_prefix(std::min(text.size(), paragraph.size() + 1));
  }
}

std::string attribution_text(const std::vector<std::string>& attribution) {
  if (attribution.empty()) return "";
  return fmt::format("as if it {}", fmt::join(attribution, "\nor "));
}

std::string closing_text(const CaseReport& which) {
  return closing_text(which.result.closing, which.result.closing_code, which.version);
}

std::string closing_text(Closing closing, std::optional<ReasonCode> code, Version version) {
  std::string text;
  switch (closing) {
    case Closing::none:
      break;
    case Closing::fin:
      text = "closed in order (FIN)";
      break;
    case Closing::reset:
      text = "reset (RST)";
      break;
    case Closing::ours:
      text = "closed by the case itself";
      break;
  }
  if (code) {
    const auto packet = version == Version::v3_1_1 ? PacketType::connack : PacketType::disconnect;
    text +=
        fmt::format("{}{} 0x{:02X} {}", text.empty() ? "" : " ", text.empty() ? "said" : "after",
                    static_cast<unsigned>(*code), reason_name(version, packet, *code));
  }
  return text;
}

Colour colour_of(Verdict verdict) {
  if (verdict >= Verdict::fail) return Colour::red;
  if (verdict >= Verdict::warn) return Colour::yellow;
  return verdict == Verdict::pass ? Colour::green : Colour::dim;
}

void print_case_block(const RunReport& report, const CaseReport& which,
                      const ConsoleOptions& options, const Paint& paint, std::ostream& out) {
  const auto& result = which.result;
  const bool is_unexpected = which.news == News::unexpected_pass;
  const auto title =
      is_unexpected ? std::string("UNEXPECTED PASS") : upper(to_string(result.verdict));
  out << "\n"
      << paint(is_unexpected ? Colour::red : colour_of(result.verdict), title) << "  "
      << paint(Colour::bold, which.which->name) << " (" << to_string(which.version) << ")\n";
  print_statements(which, out);
  if (is_unexpected) print_field("known as", which.known_reason, out);
  print_field("expected", valid_text(result.expected), out);
  print_field("actual", valid_text(result.actual), out);
  if (!which.world.is_plain())
    print_field("world",
                fmt::format("{}; plain: {}", which.world.name(), to_string(which.plain_verdict)),
                out);
  print_field("closing", closing_text(which), out);
  if (result.unexplained_close) print_field("", "the target hung up where it owed an answer", out);
  if (which.tries > 1) print_field("tries", fmt::format("{}", which.tries), out);
  print_field("behaves", attribution_text(judges::in_words(which.attribution)), out);
  print_field("beside it", valid_text(result.explanation), out);
  const bool is_worth_it = options.wire || result.verdict >= Verdict::inconclusive;
  if (is_worth_it && !result.trace.empty()) {
    print_field("wire", "seconds, connection, direction, packet", out);
    print_wire(result, options.wire, paint, out);
  }
  print_field("again", rerun_command(report, which), out);
}

}  // namespace mqttspec::conformance::report
