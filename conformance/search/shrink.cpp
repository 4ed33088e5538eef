// See shrink.hpp.
#include "conformance/search/shrink.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
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

// What a script can do without: a line, or a word of it.
struct Part {
  std::size_t line;
  std::size_t begin = 0;
  std::size_t size = Lines::value_type::npos;  // then the whole line
};
using Parts = std::vector<Part>;  // the last ones first

Lines without(Lines lines, std::span<const Part> parts) {
  for (const auto& part : parts) {
    if (part.size == lines[part.line].npos)
      lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(part.line));
    else
      lines[part.line].erase(part.begin, part.size);
  }
  return lines;
}

// What came before a fault showed matters more often.
Parts all_lines(const Lines& lines) {
  Parts parts;
  for (auto line = lines.size(); line > 0; --line) parts.push_back({line - 1});
  return parts;
}

// The script with all waits cut short, or one of them; the shortest first.
std::vector<Lines> with_shorter_waits(const Lines& lines) {
  constexpr std::string_view wait = "wait ";
  std::vector<Lines> candidates;
  const auto add = [&](std::size_t first, std::size_t count) {
    for (const double seconds : {0.0, 1.2, 2.4}) {
      auto shorter = lines;
      for (auto& line : std::span(shorter).subspan(first, count))
        if (line.starts_with(wait) && std::strtod(line.c_str() + wait.size(), nullptr) > seconds)
          line = fmt::format("{}{:.1f}", wait, seconds);
      if (shorter != lines) candidates.push_back(std::move(shorter));
    }
  };
  add(0, lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) add(i, 1);
  return candidates;
}

// Each word that is not the Client's name or what it does.
Parts all_words(const Lines& lines) {
  Parts parts;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto& line = lines[i];
    auto begin = line.find(' ', std::min(line.find(' '), line.size() - 1) + 1);
    while (begin != line.npos) {
      const auto next = std::min(line.find(' ', begin + 1), line.size());
      parts.push_back({i, begin, next - begin});
      begin = next == line.size() ? line.npos : next;
    }
  }
  std::ranges::reverse(parts);
  return parts;
}

std::vector<Parts> in_runs(const Parts& parts, std::size_t count) {
  std::vector<Parts> runs;
  for (auto first = parts.begin(); parts.end() - first >= static_cast<std::ptrdiff_t>(count);
       first += static_cast<std::ptrdiff_t>(count))
    runs.emplace_back(first, first + static_cast<std::ptrdiff_t>(count));
  return runs;
}

// What can go without one of these runs, and together with as many others as possible: all of them,
// or a half, or a quarter. Mostly what a script can do without one by one it can do without at
// once.
std::optional<Lines> without_runs(const Lines& lines, const std::vector<Parts>& runs,
                                  const Shows& shows, std::size_t jobs) {
  std::vector<char> can_go(runs.size(), 0);
  runner::in_parallel(runs.size(), jobs, [&](std::size_t i) {
    const auto fewer = without(lines, runs[i]);
    can_go[i] = !fewer.empty() && shows(fewer);
  });
  std::vector<Parts> going;
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (can_go[i] != 0) going.push_back(runs[i]);
  if (going.empty()) return std::nullopt;
  std::vector<Lines> candidates;
  for (auto count = going.size(); count > 1; count = (count + 1) / 2)
    for (std::size_t first = 0; first + 1 < going.size(); first += count) {
      Parts together;
      for (const auto& run :
           std::span(going).subspan(first).first(std::min(count, going.size() - first)))
        together.insert(together.end(), run.begin(), run.end());
      if (auto fewer = without(lines, together); !fewer.empty())
        candidates.push_back(std::move(fewer));
    }
  if (auto fewer = first_that_shows(candidates, shows, jobs)) return fewer;
  return without(lines, going.front());
}

}  // namespace

Lines shrink(Lines lines, const Shows& shows, std::size_t jobs) {
  const auto leave_out = [&](const Parts& parts, std::size_t count) {
    auto fewer = without_runs(lines, in_runs(parts, count), shows, jobs);
    if (fewer) lines = *std::move(fewer);
    return fewer.has_value();
  };
  // With long ones each try takes long.
  if (auto faster = first_that_shows(with_shorter_waits(lines), shows, jobs))
    lines = *std::move(faster);
  // Several lines together only where not all can be tried at a time.
  for (auto count = lines.size() <= jobs ? 1 : lines.size() / 2; count > 1;) {
    if (!leave_out(all_lines(lines), count)) count /= 2;
    count = std::min(count, lines.size());
  }
  for (bool goes_on = true; goes_on;) {
    goes_on = leave_out(all_lines(lines), 1);
    goes_on = leave_out(all_words(lines), 1) || goes_on;
  }
  return lines;
}

}  // namespace mqttspec::conformance::search
