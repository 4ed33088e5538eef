// Values that occur often, each kept once: what refers to them has their position.
#pragma once

#include <map>
#include <string>

#include "conformance/report/document.hpp"

namespace mqttspec::conformance::report::html {

class Interned {
 public:
  /// The position of the value, which is kept if it is new.
  std::size_t operator()(Document value) {
    const auto [place, is_new] = positions_.emplace(value.dump(), all_.size());
    if (is_new) all_.push_back(std::move(value));
    return place->second;
  }
  const Document& all() const { return all_; }

 private:
  std::map<std::string, std::size_t> positions_;
  Document all_ = Document::array();
};

}  // namespace mqttspec::conformance::report::html
