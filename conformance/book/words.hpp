// The words that pages have in two languages.
#pragma once

#include <span>
#include <string_view>

namespace mqttspec::conformance::book {

enum class Language : std::uint8_t { english, chinese };

/// "en" or "zh-Hans", as HTML names them.
std::string_view code_of(Language language);

/// A word of words.def by its key; the key itself if there is none.
std::string_view word_in(Language language, std::string_view key);

/// A word that says how something came out, and what it means.
struct VerdictWords {
  std::string_view verdict;
  std::string_view chinese;
  std::string_view meaning;
  std::string_view meaning_in_chinese;
};
std::span<const VerdictWords> verdict_words();

}  // namespace mqttspec::conformance::book
