// See shrink.hpp.
#include "conformance/search/shrink.hpp"

#include <algorithm>
#include <atomic>
#include <optional>
#include <span>

#include "conformance/runner/in_parallel.hpp"

namespace mqttspec::conformance::search {
namespace {

// The first of these that shows it.
std::optional<Lines> first_that_shows(const std::vector<Lines>& candidates, const Shows& shows,
                                      std::size_t jobs) {
  std::atomic<std::size_t> found = candidates.size();
  runner::in_parallel(candidates.size(), jobs, [&](std::size_t i) {
    if (i > found || !shows(candidates[i])) return;
    auto best = found.load();
    while (i < best && !found.compare_exchange_weak(best, i)) {
    }
  });
  if (found == candidates.size()) return std::nullopt;
  return candidates[found];
}

// The script without each run of so many lines, the last ones first: what came before a fault
// showed matters more often.
std::vector<Lines> without_lines(const Lines& lines, std::size_t count) {
  std::vector<Lines> candidates;
  for (auto last = lines.size(); last >= count; last -= count) {
    auto fewer = lines;
    const auto first = fewer.begin() + static_cast<std::ptrdiff_t>(last - count);
    fewer.erase(first, first + static_cast<std::ptrdiff_t>(count));
    if (!fewer.empty()) candidates.push_back(std::move(fewer));
  }
  return candidates;
}

// The script without each word that is not the Client's name or what it does.
std::vector<Lines> without_words(const Lines& lines) {
  std::vector<Lines> candidates;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto& line = lines[i];
    auto begin = line.find(' ', std::min(line.find(' '), line.size() - 1) + 1);
    while (begin != line.npos) {
      const auto next = std::min(line.find(' ', begin + 1), line.size());
      auto fewer = lines;
      fewer[i].erase(begin, next - begin);
      candidates.push_back(std::move(fewer));
      begin = next == line.size() ? line.npos : next;
    }
  }
  return candidates;
}

}  // namespace

Lines shrink(Lines lines, const Shows& shows, std::size_t jobs) {
  for (auto count = lines.size() / 2; count > 0;) {
    if (auto fewer = first_that_shows(without_lines(lines, count), shows, jobs))
      lines = *std::move(fewer);
    else
      count /= 2;
    count = std::min(count, lines.size());
  }
  while (auto fewer = first_that_shows(without_words(lines), shows, jobs))
    lines = *std::move(fewer);
  while (auto fewer = first_that_shows(without_lines(lines, 1), shows, jobs))
    lines = *std::move(fewer);
  return lines;
}

}  // namespace mqttspec::conformance::search
