// See github.hpp.
#include "conformance/report/github.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mqttspec::conformance::report {

namespace {

constexpr std::size_t annotations_shown = 10;  // of each kind
constexpr std::size_t details_shown = 30;      // the summary of a step may have 1 MiB
constexpr std::size_t events_shown = 60;

struct Escape {
  char character;
  std::string_view written;
};

std::string escaped(std::string_view text, std::span<const Escape> escapes) {
  std::string out;
  for (const char c : text) {
    const auto found = std::ranges::find(escapes, c, &Escape::character);
    if (found != escapes.end())
      out += found->written;
    else
      out += c;
  }
  return out;
}

// Of what stands behind the two colons of a workflow command, and before them.
std::string message(std::string_view text) {
  constexpr Escape table[] = {{'%', "%25"}, {'\r', "%0D"}, {'\n', "%0A"}};
  return escaped(text, table);
}
std::string property(std::string_view text) {
  constexpr Escape table[] = {
      {'%', "%25"}, {'\r', "%0D"}, {'\n', "%0A"}, {':', "%3A"}, {',', "%2C"}};
  return escaped(text, table);
}

std::string markdown(std::string_view text) {
  constexpr Escape table[] = {{'<', "&lt;"},  {'>', "&gt;"}, {'&', "&amp;"}, {'|', "\\|"},
                              {'*', "\\*"},   {'_', "\\_"},  {'`', "\\`"},   {'[', "\\["},
                              {'\n', "<br>"}, {'\\', "\\\\"}};
  return escaped(text, table);
}

std::string name_of(const Document& which) {
  return fmt::format("{} ({})", text_of(which, "name"), text_of(which, "version"));
}

// In a block of code nothing is escaped, but a fence would end it.
std::string transcript(const Document& which) {
  std::string text = fmt::format("{}\n", text_of(which, "again"));
  std::size_t count = 0;
  for (const auto& event : which.at("wire")) {
    if (++count > events_shown) return text + "…\n";
    const auto is_packet = !text_of(event, "bytes").empty();
    text += fmt::format(
        "{:9.3f} {} {} {}\n", event.at("at_s").get<double>(), text_of(event, "connection"),
        !is_packet                           ? ""
        : text_of(event, "from") == "client" ? "->"
                                             : "<-",
        is_packet ? text_of(event, "packet")
                  : fmt::format("{} by the {}", text_of(event, "event"), text_of(event, "from")));
  }
  std::string safe;
  for (const auto c : text) safe += c == '`' ? '\'' : c;
  return safe;
}

}  // namespace

std::string github_annotations(std::span<const Finding> findings) {
  std::string lines;
  std::size_t shown[2] = {};
  for (const auto& [which, was] : findings) {
    const bool fails = is_failure(*which);
    if (shown[fails ? 1 : 0]++ >= annotations_shown) continue;
    const auto again = text_of(*which, "again");
    const auto text = fmt::format("{}\n{}{}{}", statement_lines(*which), what_came(*which),
                                  again.empty() ? "" : "\nagain: ", again);
    lines += fmt::format("::{} title={}::{}\n", fails ? "error" : "warning",
                         property(fmt::format("{}: {}", verdict_word(*which), name_of(*which))),
                         message(text));
  }
  return lines;
}

std::string github_summary(std::string_view title, std::string_view totals,
                           std::span<const Finding> findings) {
  auto text = fmt::format("## mqttspec: {}\n\n{}\n", markdown(title), markdown(totals));
  if (findings.empty()) return text + "\nNothing new is wrong.\n";
  text += "\n| verdict | case | statement | what came |\n| --- | --- | --- | --- |\n";
  for (const auto& [which, was] : findings)
    text += fmt::format("| {}{} | {} | {} | {} |\n", verdict_word(*which),
                        was.empty() ? "" : fmt::format(" (was {})", was), markdown(name_of(*which)),
                        markdown(statement_lines(*which)), markdown(what_came(*which)));
  std::size_t count = 0;
  for (const auto& [which, was] : findings) {
    if (++count > details_shown) break;
    text += fmt::format("\n<details><summary>{}</summary>\n\n```\n{}```\n\n</details>\n",
                        markdown(name_of(*which)), transcript(*which));
  }
  return text;
}

}  // namespace mqttspec::conformance::report
