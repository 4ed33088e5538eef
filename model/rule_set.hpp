// Which statements a step has applied.
#pragma once

#include <bitset>

#include "spec/register.hpp"

namespace mqttspec::model {

/// A set of statements of both versions.
class RuleSet {
 public:
  void add(StatementId id) { bits_.set(position(id)); }
  bool contains(StatementId id) const { return bits_.test(position(id)); }
  std::size_t size() const { return bits_.count(); }
  RuleSet& operator|=(const RuleSet& other) {
    bits_ |= other.bits_;
    return *this;
  }

 private:
  static constexpr std::size_t position(StatementId id) {
    return id.version() == Version::v3_1_1 ? id.index() : statement_count_3_1_1 + id.index();
  }
  std::bitset<statement_count_3_1_1 + statement_count_5_0> bits_;
};

}  // namespace mqttspec::model
