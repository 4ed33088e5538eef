// The condition matrix for people and for spreadsheets.
#include <fmt/format.h>

#include <algorithm>

#include "conformance/selftest/condition_matrix.hpp"

namespace mqttspec::conformance::selftest {

using model::conditions::conditions;

std::string in_words(const ConditionMatrix& matrix) {
  std::string text;
  for (const auto& line : matrix.wrong) text += "a right broker is accused: " + line + "\n";
  text += fmt::format("{:<32} {:>7} {:>7} {:>9}\n", "condition", "occurs", "killed", "unreached");
  for (const auto& row : conditions()) {
    const auto i = static_cast<std::size_t>(row.id);
    const auto count = [&](auto has) {
      return std::ranges::count_if(matrix.rows,
                                   [&](const auto& each) { return has(each).test(i); });
    };
    text += fmt::format("{:<32} {:>7} {:>7} {:>9}\n", row.name,
                        count([](const auto& each) { return each.occurring(); }),
                        count([](const auto& each) { return each.killed; }),
                        count([](const auto& each) { return each.surviving() & ~each.reached; }));
  }
  if (!matrix.complete) text += "interrupted: what follows is not the whole matrix\n";
  const auto occurring = matrix.occurring();
  return text +
         fmt::format(
             "{} of {} conditional mutants killed, {:.1f} %; {} are reached by no case; {} of {} "
             "pairs of a switch and a condition are not known to occur\n",
             matrix.killed(), occurring,
             100.0 * static_cast<double>(matrix.killed()) /
                 static_cast<double>(std::max<std::size_t>(1, occurring)),
             matrix.unreached(), matrix.pairs() - occurring, matrix.pairs());
}

std::string as_table(const ConditionMatrix& matrix) {
  std::string text = "mutant\tcondition\tprofile\tcomes to\n";
  for (const auto& row : matrix.rows)
    for (const auto& condition : conditions()) {
      const auto i = static_cast<std::size_t>(condition.id);
      if (!row.occurring()[i]) continue;
      text += fmt::format("{}\t{}\t{}\t{}\n", row.mutant.name, condition.name, row.profile,
                          row.killed[i]    ? "killed"
                          : row.reached[i] ? "survives"
                                           : "not reached");
    }
  return text;
}

}  // namespace mqttspec::conformance::selftest
