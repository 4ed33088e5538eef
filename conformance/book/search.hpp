// Full-text search over the entries, with weights that are whole numbers, so that the page's script
// ranks exactly as this does.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/book/book.hpp"

namespace mqttspec::conformance::book {

/// The words of a text as they are compared: ASCII letters small, endings such as -s, -ed and -ing
/// cut off, and words without a meaning of their own left out. What has both a digit and one of
/// ". - /" inside is one word: "mqtt-3.1.0-2", "utf-8".
std::vector<std::string> words_of(std::string_view text);

/// By the formula BM25: a word counts for more in an entry the oftener it is there, the fewer
/// entries have it, and the shorter the entry is. Words of titles count three times.
class SearchIndex {
 public:
  struct Posting {
    std::uint32_t entry;   // position in the book
    std::uint32_t weight;  // of the word for the entry
  };
  struct Hit {
    std::uint32_t entry;
    std::uint32_t score;

    friend bool operator==(const Hit&, const Hit&) = default;
  };

  explicit SearchIndex(const Book& book);

  /// The best first; of equal ones the one that stands earlier in the book. The score of an entry
  /// is the sum of the weights of the words that it has, times the square of how many these are.
  /// A word that nowhere occurs stands for the words that begin with it.
  std::vector<Hit> find(std::string_view query) const;

  const std::map<std::string, std::vector<Posting>, std::less<>>& words() const { return words_; }

 private:
  std::map<std::string, std::vector<Posting>, std::less<>> words_;
};

/// True for what search finds: all but faults, whose names are enough to find them.
bool is_searched(const Entry& entry);

}  // namespace mqttspec::conformance::book
