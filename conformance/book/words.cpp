// See words.def.
#include "conformance/book/words.hpp"

namespace mqttspec::conformance::book {
namespace {

struct Word {
  std::string_view key;
  std::string_view english;
  std::string_view chinese;
};

constexpr Word words[] = {
#define WORD(key, english, chinese) {key, english, chinese},
#define VERDICT(verdict, chinese, meaning, meaning_in_chinese)
#include "conformance/book/words.def"
#undef WORD
#undef VERDICT
};

constexpr VerdictWords verdicts[] = {
#define WORD(key, english, chinese)
#define VERDICT(verdict, chinese, meaning, meaning_in_chinese) \
  {verdict, chinese, meaning, meaning_in_chinese},
#include "conformance/book/words.def"
#undef WORD
#undef VERDICT
};

}  // namespace

std::string_view code_of(Language language) {
  return language == Language::english ? "en" : "zh-Hans";
}

std::string_view word_in(Language language, std::string_view key) {
  for (const auto& word : words)
    if (word.key == key) return language == Language::english ? word.english : word.chinese;
  return key;
}

std::span<const VerdictWords> verdict_words() { return verdicts; }

}  // namespace mqttspec::conformance::book
