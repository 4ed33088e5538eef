// The words of one line of a script, and the packets that they stand for.
#pragma once

#include <boost/container/small_vector.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "codec/packets.hpp"

namespace mqttspec::model::scripts {

/// A line in words. `key=value` words are options, the others are arguments in their order.
class Words {
 public:
  explicit Words(std::string_view line);

  /// The argument at this position, or an empty text.
  std::string_view argument(std::size_t position) const;
  std::size_t arguments() const { return arguments_.size(); }
  /// True if one of the arguments is this word.
  bool has(std::string_view word) const;
  std::optional<std::string_view> option(std::string_view key) const;
  /// The option as a decimal number.
  template <class Number>
  std::optional<Number> number(std::string_view key) const {
    const auto text = option(key);
    if (!text) return std::nullopt;
    return static_cast<Number>(to_number(*text, 10));
  }
  /// The option `rc`, in hexadecimal, or 0.
  ReasonCode reason_code() const;

  static unsigned long to_number(std::string_view text, int base);

 private:
  boost::container::small_vector<std::string_view, 8> arguments_;
  boost::container::small_vector<std::pair<std::string_view, std::string_view>, 8> options_;
};

/// The packet that the words stand for, or nothing if they stand for none. `version` is that of a
/// connect that names none.
std::optional<owned::Packet> packet_of(const Words& words, Version version);

}  // namespace mqttspec::model::scripts
