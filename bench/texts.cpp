// See texts.hpp.
#include "bench/texts.hpp"

#include <numeric>

namespace mqttspec::bench {
namespace {

constexpr std::size_t texts_in_a_set = 32;

struct Script {
  const char* name;
  std::vector<std::string> words;
};

const std::vector<Script>& scripts() {
  static const std::vector<Script> all = {
      {"ascii", {"site/7/", "line 12, ", "station/", "temperature ", "too high; "}},
      {"cyrillic", {"завод/", "линия ", "станция/", "температура ", "слишком высокая "}},
      {"cjk", {"工場/", "生産ライン", "第十二号機", "の温度が", "高すぎます。"}},
      {"mixed", {"Fabrik Köln/", "линия ", "第十二号機", "température ", "🌡️ 98 °C "}},
  };
  return all;
}

/// Words of the script, beginning with a different one for each `place`, of at least `size` bytes
/// and at most a word more.
std::string text_of(const Script& script, std::size_t place, std::size_t size) {
  std::string text;
  for (std::size_t i = place; text.size() < size; ++i) text += script.words[i % 5];
  return text;
}

TextSet set_of(const Script& script, const char* length, std::size_t size) {
  TextSet set{std::string(script.name) + length, {}};
  for (std::size_t i = 0; i < texts_in_a_set; ++i)
    set.texts.push_back(text_of(script, i, size + i % 4));
  return set;
}

}  // namespace

std::size_t TextSet::bytes() const {
  return std::accumulate(
      texts.begin(), texts.end(), std::size_t{0},
      [](std::size_t sum, const std::string& text) { return sum + text.size(); });
}

std::vector<TextSet> make_texts() {
  std::vector<TextSet> sets;
  for (const auto& script : scripts()) {
    sets.push_back(set_of(script, "_48B", 48));
    sets.push_back(set_of(script, "_1000B", 1000));
  }
  return sets;
}

}  // namespace mqttspec::bench
