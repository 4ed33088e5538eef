// The freedoms that the Standards leave to an implementation, as named points where one of n
// permitted ways is chosen. Whoever drives the model supplies the Chooser.
#pragma once

#include <cstdint>
#include <string_view>

#include "codec/choices.hpp"

namespace mqttspec::model {

/// Each freedom with its number; 0 is always the plain choice. The sources are in choices.def.
enum class ChoicePoint : std::uint8_t {
#define CHOICE(number, name) name = number,
#include "model/choice_names.def"
#undef CHOICE
};

std::string_view to_string(ChoicePoint point);

/// Decides at choice points. Called by the step function, which stays pure: the same answers give
/// the same step.
class Chooser {
 public:
  /// Returns one of the `n` permitted ways, in [0, n); n is at least 1.
  virtual unsigned choose(ChoicePoint point, unsigned n) noexcept = 0;

 protected:
  ~Chooser() = default;
};

/// Always the plain choice: the reference broker and client.
class PlainChooser final : public Chooser {
 public:
  unsigned choose(ChoicePoint, unsigned) noexcept override { return 0; }
};

/// Reads the choices off choice bytes; plain when they are used up.
class ByteChooser final : public Chooser {
 public:
  /// The choices have to outlive the chooser.
  explicit ByteChooser(Choices& choices) : choices_(choices) {}
  unsigned choose(ChoicePoint, unsigned n) noexcept override { return choices_.below(n); }

 private:
  Choices& choices_;
};

}  // namespace mqttspec::model
