// Takes a command line apart and puts it together again for one case.
#include "conformance/report/rerun.hpp"

#include <algorithm>
#include <array>

#include "conformance/report/text.hpp"
#include "conformance/wire/address.hpp"

namespace mqttspec::conformance::report {
namespace {

using std::string_view_literals::operator""sv;

// Options that have no value, and those that a single case needs differently or not at all.
constexpr auto flags = std::array{"--strict"sv,   "--wire"sv,   "--all"sv,     "--plain"sv,
                                  "--thorough"sv, "--github"sv, "--insecure"sv};
constexpr auto left_out =
    std::array{"--version"sv, "--json"sv,    "--junit"sv, "--html"sv,     "--sarif"sv, "--github"sv,
               "--shard"sv,   "--exclude"sv, "--plain"sv, "--thorough"sv, "--world"sv};

// The words of a command line that shell_word() wrote.
std::vector<std::string> shell_words(std::string_view line) {
  std::vector<std::string> words;
  bool in_word = false;
  bool in_quotes = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == ' ' && !in_quotes) {
      in_word = false;
      continue;
    }
    if (!in_word) words.emplace_back();
    in_word = true;
    if (c == '\'')
      in_quotes = !in_quotes;
    else if (c == '\\' && !in_quotes && i + 1 < line.size())
      words.back() += line[++i];
    else
      words.back() += c;
  }
  return words;
}

}  // namespace

std::string rerun_command(const RunReport& report, const CaseReport& which) {
  const auto words = shell_words(report.command);
  if (words.size() < 2) return "";
  std::string target;
  std::string options;
  std::string client;  // behind --, as it is
  for (std::size_t i = 2; i < words.size(); ++i) {
    const auto& word = words[i];
    if (word == "--") {
      for (; i < words.size(); ++i) client += " " + shell_word(words[i]);
      break;
    }
    if (!word.starts_with("--")) {
      if (wire::looks_like_target(word)) target = " " + shell_word(word);
      continue;
    }
    const bool has_value = std::ranges::find(flags, word) == flags.end();
    const auto value = has_value && i + 1 < words.size() ? " " + shell_word(words[++i]) : "";
    if (std::ranges::find(left_out, word) == left_out.end()) options += " " + word + value;
  }
  std::string world;
  for (const auto& row : circumstances::circumstances())
    if (which.world.has(row.id))
      world += (world.empty() ? " --world " : ",") + std::string(row.name);
  options += world;
  return words[0] + " " + words[1] + target + " " + shell_word(which.which->name) + " --version " +
         std::string(to_string(which.version)) + options + client;
}

}  // namespace mqttspec::conformance::report
