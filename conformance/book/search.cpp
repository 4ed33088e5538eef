// See search.hpp. search.js has the same words_of() and find() for pages.
#include "conformance/book/search.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "conformance/book/paths.hpp"

namespace mqttspec::conformance::book {
namespace {

constexpr std::size_t least_stem = 3;
constexpr std::size_t least_prefix = 3;
constexpr unsigned title_weight = 3;
// BM25's usual parameters: how soon repetition is enough, and how much length counts.
constexpr double saturation = 1.2;
constexpr double length_weight = 0.75;
constexpr double scale = 100;
// What says what it is about in one name comes before what is about many things; cases and sections
// come behind the statements that they repeat.
constexpr double kind_weights[] = {1, 1.1, 1.2, 1.5, 1.5, 0.7, 1, 1, 0.6, 0};
static_assert(std::size(kind_weights) == kind_count);

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_joint(char c) { return c == '.' || c == '-' || c == '/'; }

// Words that occur everywhere and that nobody looks for.
bool is_idle(std::string_view word) {
  static const std::set<std::string_view> idle = {
      "a",    "an",   "and",  "are",  "as",   "at",    "be",    "by",   "for",
      "from", "has",  "have", "if",   "in",   "is",    "it",    "its",  "mqtt",
      "of",   "on",   "or",   "that", "the",  "their", "them",  "then", "there",
      "they", "this", "to",   "was",  "what", "when",  "which", "with"};
  return idle.contains(word);
}

// "closes", "closed" and "closing" are one word; "ss" is no plural.
std::string_view stem(std::string_view word) {
  for (bool is_cut = true; is_cut;) {
    is_cut = false;
    for (const std::string_view ending : {"ing", "ies", "ed", "es", "s", "y", "e"}) {
      if (!word.ends_with(ending) || word.size() < ending.size() + least_stem) continue;
      if (ending == "s" && word.ends_with("ss")) continue;
      word.remove_suffix(ending.size());
      is_cut = true;
      break;
    }
  }
  return word;
}

void add_word(std::string_view word, std::vector<std::string>& words) {
  if (word.empty() || is_idle(word)) return;
  const bool has_digit = std::ranges::any_of(word, is_digit);
  words.emplace_back(has_digit ? word : stem(word));
}

// A run of letters, digits and joints: one word if it has a digit and a joint, else several.
void add_run(std::string_view run, std::vector<std::string>& words) {
  while (!run.empty() && is_joint(run.front())) run.remove_prefix(1);
  while (!run.empty() && is_joint(run.back())) run.remove_suffix(1);
  if (std::ranges::any_of(run, is_digit) && std::ranges::any_of(run, is_joint))
    return add_word(run, words);
  while (!run.empty()) {
    const auto end = std::ranges::find_if(run, is_joint);
    const auto size = static_cast<std::size_t>(end - run.begin());
    add_word(run.substr(0, size), words);
    run.remove_prefix(std::min(run.size(), size + 1));
  }
}

// What of an entry is searched beside its title. Other entries are found for themselves.
std::string body_of(const Entry& entry) {
  if (entry.kind == Kind::case_) return entry.about;  // its statements are found for themselves
  std::string text = entry.about + " " + entry.summary;
  for (const auto& field : entry.fields)
    if (field.path.empty()) text += " " + field.text;
  for (const auto& table : entry.tables)
    for (const auto& row : table.rows)
      for (const auto& cell : row) text += " " + cell;
  return text;
}

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
  const auto small = in_small_letters(text);
  std::vector<std::string> words;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= small.size(); ++at) {
    if (at < small.size() && (is_letter_or_digit(small[at]) || is_joint(small[at]))) continue;
    add_run(std::string_view(small).substr(begin, at - begin), words);
    begin = at + 1;
  }
  return words;
}

bool is_searched(const Entry& entry) { return entry.kind != Kind::fault; }

SearchIndex::SearchIndex(const Book& book) {
  std::vector<std::map<std::string, unsigned>> counts(book.entries().size());
  std::vector<double> lengths(book.entries().size());
  std::map<std::string, unsigned> spread;  // how many entries have the word
  double all = 0;
  double searched = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const auto& entry = book.entries()[i];
    if (!is_searched(entry)) continue;
    for (const auto& word : words_of(entry.title)) counts[i][word] += title_weight;
    for (const auto& word : words_of(body_of(entry))) ++counts[i][word];
    for (const auto& [word, count] : counts[i]) {
      lengths[i] += count;
      ++spread[word];
    }
    all += lengths[i];
    ++searched;
  }
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double kind_weight = kind_weights[static_cast<std::size_t>(book.entries()[i].kind)];
    for (const auto& [word, count] : counts[i]) {
      const double rarity = std::log(1 + (searched - spread[word] + 0.5) / (spread[word] + 0.5));
      const double length = 1 - length_weight + length_weight * lengths[i] * searched / all;
      const double often = count * (saturation + 1) / (count + saturation * length);
      words_[word].push_back(
          {static_cast<std::uint32_t>(i),
           static_cast<std::uint32_t>(std::lround(scale * kind_weight * rarity * often))});
    }
  }
}

std::vector<SearchIndex::Hit> SearchIndex::find(std::string_view query) const {
  struct Sum {
    std::uint32_t weight = 0;
    std::uint32_t words = 0;
  };
  std::map<std::uint32_t, Sum> sums;
  const auto asked = words_of(query);
  const std::set<std::string> wanted(asked.begin(), asked.end());
  for (const auto& word : wanted) {
    std::map<std::uint32_t, std::uint32_t> best;  // of the words that this one stands for
    const bool is_whole = words_.contains(word);
    if (!is_whole && word.size() < least_prefix) continue;
    for (auto at = words_.lower_bound(word);
         at != words_.end() && (is_whole ? at->first == word : at->first.starts_with(word)); ++at)
      for (const auto& [entry, weight] : at->second) best[entry] = std::max(best[entry], weight);
    for (const auto& [entry, weight] : best) {
      sums[entry].weight += weight;
      ++sums[entry].words;
    }
  }
  std::vector<Hit> hits;
  for (const auto& [entry, sum] : sums) hits.push_back({entry, sum.weight * sum.words * sum.words});
  std::ranges::stable_sort(hits, std::greater{}, &Hit::score);
  return hits;
}

}  // namespace mqttspec::conformance::book
