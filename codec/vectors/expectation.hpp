// What a defect of the catalogue expects of a decoder: verdicts and statements, either of which may
// be several where the Standard leaves the choice.
#pragma once

#include <initializer_list>

#include "codec/vectors/vector.hpp"
#include "spec/register.hpp"

namespace mqttspec::vectors {

using namespace mqttspec::literals;

/// Statements are given as citations; those of the stream's version count.
struct Expectation {
  std::vector<Verdict> verdicts;
  std::vector<Cited> statements;
  bool contested = false;

  Expectation or_ok() const {
    Expectation with = *this;
    with.contested = true;
    return with;
  }
};

/// The Standard calls it malformed, or it cannot be parsed (5.0 section 1.2).
inline Expectation malformed(std::vector<Cited> statements) {
  return {{Verdict::malformed}, std::move(statements)};
}
/// The Standard calls it a Protocol Error.
inline Expectation protocol_error(std::vector<Cited> statements) {
  return {{Verdict::protocol_error}, std::move(statements)};
}
/// The packet breaks a rule of its sender, and no sentence says which of the two it is.
inline Expectation either(std::vector<Cited> statements) {
  return {{Verdict::malformed, Verdict::protocol_error}, std::move(statements)};
}

}  // namespace mqttspec::vectors
