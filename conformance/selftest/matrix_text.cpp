// The kill matrix for people and for spreadsheets.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "conformance/selftest/kill_matrix.hpp"

namespace mqttspec::conformance::selftest {
namespace {

std::string statements_of(const Mutant& mutant) {
  std::string text;
  for (const auto id : mutant.breaks)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", to_string(id.version()), id.id());
  return text;
}

}  // namespace

std::string in_words(const KillMatrix& matrix) {
  std::string text;
  const auto add = [&](std::string_view line) { text.append(line).append("\n"); };
  for (const auto& line : matrix.wrong) add("the reference is accused: " + line);
  for (const auto& result : matrix.mutants) {
    if (result.survives())
      add(fmt::format("survives: {} ({}), {} cases cite it{}{}", result.mutant.name,
                      statements_of(result.mutant), result.citing,
                      result.mutant.provoked_by.empty() ? "" : ", provoked by ",
                      result.mutant.provoked_by));
    for (const auto& name : result.erring)
      add(fmt::format("takes the fault for its own: {}, on {}", name, result.mutant.name));
  }
  for (const auto& name : matrix.idle) add(fmt::format("kills nothing: {}", name));
  const auto judged = [&](judges::Explained explained) {
    std::size_t count = 0;
    for (const auto& result : matrix.mutants)
      count += result.opinions[static_cast<std::size_t>(explained)];
    return count;
  };
  add(fmt::format("of what the killers saw the tracker rejects {}, explains {} and leaves {} open",
                  judged(judges::Explained::no), judged(judges::Explained::yes),
                  judged(judges::Explained::unknown)));
  if (!matrix.complete) add("interrupted: what follows is not the whole matrix");
  const auto killed = matrix.mutants.size() - matrix.survivors();
  add(fmt::format("{} of {} mutants killed; {} of {} cases kill; reference under {} profiles: {}",
                  killed, matrix.mutants.size(), matrix.cases - matrix.idle.size(), matrix.cases,
                  matrix.profiles,
                  matrix.wrong.empty() ? "never accused"
                                       : fmt::format("accused {} times", matrix.wrong.size())));
  return text;
}

std::string as_table(const KillMatrix& matrix) {
  std::string text = "mutant\tbreaks\tprofile\tciting\tkillers\n";
  for (const auto& result : matrix.mutants)
    text += fmt::format("{}\t{}\t{}\t{}\t{}\n", result.mutant.name, statements_of(result.mutant),
                        result.survives() ? "" : result.profile, result.citing,
                        fmt::join(result.killers, ", "));
  return text;
}

}  // namespace mqttspec::conformance::selftest
