// What the check of texts alone is measured with: one script each, as in the Topic Names and
// properties of users who do not write ASCII.
#pragma once

#include <string>
#include <vector>

namespace mqttspec::bench {

struct TextSet {
  std::string name;
  std::vector<std::string> texts;

  std::size_t bytes() const;
};

/// ascii, cyrillic, cjk and mixed, each as texts of 48 to 79 bytes and of 1000 to 1031.
std::vector<TextSet> make_texts();

}  // namespace mqttspec::bench
