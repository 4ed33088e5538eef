// What a target behaves like: a broker or a Client with one fault.
#pragma once

#include <string>
#include <vector>

#include "model/conditions/condition.hpp"

namespace mqttspec::conformance::judges {

struct Likeness {
  std::string text;                           // what such a broker or Client does
  model::conditions::ConditionSet when = {};  // the conditions under which it may; none: always
  bool operator==(const Likeness&) const = default;
};

/// With the likeliest conditions: those that come first in the table.
std::string in_words(const Likeness& like);
std::vector<std::string> in_words(const std::vector<Likeness>& all);

}  // namespace mqttspec::conformance::judges
