// Levenshtein's distance, and sorting by it.
#include "conformance/commands/near.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace mqttspec::conformance::commands {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool contains(std::string_view text, std::string_view part) {
  return !std::ranges::search(text, part, {}, lower, lower).empty();
}

}  // namespace

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (lower(a[i]) == lower(b[j]) ? 0 : 1);
      diagonal = std::exchange(row[j + 1], std::min({replaced, row[j] + 1, row[j + 1] + 1}));
    }
  }
  return row.back();
}

std::vector<std::string> nearest(std::string_view word, std::vector<std::string> names,
                                 std::size_t most) {
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::erase_if(names, [&](const std::string& name) {
    return distance(word, name) * 3 > word.size() && (word.size() < 3 || !contains(name, word));
  });
  std::ranges::stable_sort(names, {},
                           [&](const std::string& name) { return distance(word, name); });
  names.resize(std::min(names.size(), most));
  return names;
}

}  // namespace mqttspec::conformance::commands
