// A 64-bit fingerprint of any value of the model, by its fields, so that none can be forgotten.
#pragma once

#include <boost/pfr/core.hpp>
#include <cstring>
#include <memory>
#include <optional>
#include <string_view>
#include <type_traits>
#include <variant>

#include "spec/register.hpp"

namespace mqttspec::model::tracker {

class Fingerprinter {
 public:
  std::uint64_t value() const { return value_; }

  void mix(std::uint64_t number) {
    value_ = (value_ ^ number) * 0x9E3779B97F4A7C15U;
    value_ ^= value_ >> 29;
  }
  template <class T>
  void operator()(const T& value) {
    if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
      mix(static_cast<std::uint64_t>(value));
    } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
      text(value);
    } else if constexpr (requires { value.has_value(); }) {
      mix(value.has_value());
      if (value) (*this)(*value);
    } else if constexpr (requires { value.valueless_by_exception(); }) {
      mix(value.index());
      std::visit(*this, value);
    } else if constexpr (requires {
                           value.begin();
                           value.size();
                         }) {
      mix(value.size());
      for (const auto& element : value) (*this)(element);
    } else if constexpr (requires {
                           value.first;
                           value.second;
                         }) {
      (*this)(value.first);
      (*this)(value.second);
    } else if constexpr (!std::is_empty_v<T>) {
      boost::pfr::for_each_field(value, [this](const auto& field) { (*this)(field); });
    }
  }

 private:
  void text(std::string_view text) {
    mix(text.size());
    for (; text.size() >= sizeof(std::uint64_t); text.remove_prefix(sizeof(std::uint64_t)))
      mix(number_of(text.substr(0, sizeof(std::uint64_t))));
    if (!text.empty()) mix(number_of(text));
  }
  static std::uint64_t number_of(std::string_view bytes) {
    std::uint64_t number = 0;
    std::memcpy(&number, bytes.data(), bytes.size());
    return number;
  }

  std::uint64_t value_ = 0x243F6A8885A308D3U;
};

}  // namespace mqttspec::model::tracker
