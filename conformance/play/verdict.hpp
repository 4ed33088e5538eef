// What can be said of a case and of a statement.
#pragma once

#include <cstdint>
#include <string_view>

namespace mqttspec::conformance::play {

/// The verdict of a case; of several, the worst wins. They stand in that order.
enum class Verdict : std::uint8_t {
  not_run,
  declined,  // the target says that it lacks what the case needs
  note,      // only permissions were observed
  pass,
  warn,          // a SHOULD not followed, an illegal packet undetected, an obligation met late
  inconclusive,  // what the case needs did not come about
  fail,          // a MUST is violated
  error,         // the case or the runner is at fault
};

/// The verdict of a statement.
enum class StatementVerdict : std::uint8_t {
  not_exercised,
  not_testable,
  declined,
  observed,  // a MAY: seen or not, both are right
  satisfied,
  undecided,     // the cases that cite it came to no conclusion
  not_followed,  // a SHOULD
  undetected,    // an illegal packet was accepted by a receiver that is not obliged to check
  let_through,   // a library let its application break it
  late,          // met, but after its window
  violated,
};

constexpr std::string_view to_string(Verdict verdict) {
  constexpr std::string_view names[] = {"not run", "declined",     "note", "pass",
                                        "warn",    "inconclusive", "fail", "error"};
  return names[static_cast<std::size_t>(verdict)];
}

constexpr std::string_view to_string(StatementVerdict verdict) {
  constexpr std::string_view names[] = {
      "not exercised", "not testable", "declined",    "observed", "satisfied", "undecided",
      "not followed",  "undetected",   "let through", "late",     "violated"};
  return names[static_cast<std::size_t>(verdict)];
}

constexpr Verdict worst(Verdict a, Verdict b) { return a < b ? b : a; }
constexpr StatementVerdict worst(StatementVerdict a, StatementVerdict b) { return a < b ? b : a; }

}  // namespace mqttspec::conformance::play
