// See search.hpp.
#include "conformance/search/search.hpp"

#include <fmt/format.h>

#include <time.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <future>
#include <thread>

#include "conformance/search/bench.hpp"
#include "conformance/search/manner.hpp"

namespace mqttspec::conformance::search {

using namespace play;
using namespace wire;
using Clock = std::chrono::steady_clock;

namespace {

constexpr std::size_t choice_bytes = 1'024;
constexpr std::size_t most_waiting = 64;  // scripts in which something is wrong
constexpr Time overdue = 13'000;
constexpr std::chrono::milliseconds between_attempts{200};
// Longer than that beyond its time the search does not shrink anything.
constexpr std::chrono::seconds grace{20};
constexpr std::chrono::seconds time_to_shrink{8};
constexpr std::size_t long_script = 6;  // lines from which on it is worth while to shrink it again
constexpr std::uint64_t told_after = 64;  // scripts
// One script in so many is judged by all judges, whatever the likeliest broker would do.
constexpr std::uint64_t checked_anyway = 128;

// What was seen, without the names and numbers of the script and without what might have been.
std::string shape_of(std::string_view text) {
  std::string shape;
  bool quoted = false;
  for (const char c : text.substr(0, text.find("; possible instead"))) {
    if (c == '"') quoted = !quoted;
    if (!quoted && (c < '0' || c > '9')) shape += c;
  }
  return shape;
}

// Processor time of this thread.
std::chrono::nanoseconds thread_time() {
  timespec used{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
}

class Search {
 public:
  Search(Target& target, const SearchPlan& plan, const Progress& progress,
         const std::stop_token& stop)
      : plan_(plan), progress_(progress), stop_(stop), bench_(target, plan, stop) {}

  SearchReport run();
  void shrink_further(Finding& finding);

 private:
  struct Suspect {
    Lines lines;
    CaseResult result;
    std::optional<Complaint> complaint;  // if it is known already
  };

  bool is_over() const {
    const bool is_time =
        plan_.first_only ? thread_time() - used_before_ >= plan_.time : Clock::now() >= end_;
    return stop_.stop_requested() || is_time || next_ >= plan_.most_scripts;
  }
  std::vector<std::uint8_t> next_choices(std::uint64_t script);
  void try_one(std::uint64_t script);
  void wait_until_reachable();
  bool is_known(const CaseResult& result, const Complaint& complaint, Time quiet);
  void consider_all();
  void consider(Suspect suspect);
  bool is_still(const Finding& finding, const Lines& lines, Time quiet);
  void note_time();
  void tell();
  Shortcuts known_shortcuts();

  const SearchPlan& plan_;
  const Progress& progress_;
  const std::stop_token& stop_;
  Bench bench_;
  Clock::time_point begin_ = Clock::now();
  Clock::time_point end_ = begin_ + plan_.time;
  std::chrono::nanoseconds used_before_ = thread_time();
  std::atomic<std::uint64_t> next_ = 0;
  std::mutex mutex_;      // of what follows
  bool is_away_ = false;  // the target, and somebody waits until it is there again
  SearchReport report_;
  std::deque<Suspect> suspects_;
  std::vector<std::vector<std::uint8_t>> interesting_;  // choices that led to something new
  std::condition_variable_any changed_;
};

void Search::note_time() {
  report_.seconds = std::chrono::duration<double>(Clock::now() - begin_).count();
}

void Search::tell() {
  note_time();
  progress_(report_);
}

// Every other script begins as one that led to something new, and goes on in another way.
std::vector<std::uint8_t> Search::next_choices(std::uint64_t script) {
  auto bytes = seeded_choices(plan_.seed * 0x10001 + script * choice_bytes, choice_bytes);
  const std::lock_guard lock(mutex_);
  if (script % 2 == 0 || interesting_.empty()) return bytes;
  const auto& old = interesting_[(bytes[0] + 256U * bytes[1]) % interesting_.size()];
  const auto kept = static_cast<std::ptrdiff_t>(bytes[2]);  // of the bytes that few scripts use up
  std::copy(old.begin(), old.begin() + kept, bytes.begin());
  return bytes;
}

void Search::try_one(std::uint64_t script) {
  const auto bytes = next_choices(script);
  Choices choices(bytes);
  auto lines = random_lines(choices, bench_.kind(), plan_.lines);
  auto result = bench_.play(lines, plan_.quiet);
  const auto shortcuts = known_shortcuts();
  const bool by_all = script % checked_anyway == 0;
  const auto judgement = bench_.judged(result, plan_.quiet, by_all ? nullptr : &shortcuts);
  const auto& complaint = judgement.complaint;
  const bool known = complaint && is_known(result, *complaint, plan_.quiet);
  const bool gone = result.target_gone && !stop_.stop_requested();
  {
    const std::lock_guard lock(mutex_);
    ++report_.scripts;
    const auto before = report_.rules.size();
    report_.rules |= judgement.rules;
    if (report_.rules.size() > before) interesting_.push_back(bytes);
    report_.packets += static_cast<std::uint64_t>(std::ranges::count_if(
        result.trace, [](const auto& event) { return event.packet.has_value(); }));
    if (result.verdict == Verdict::inconclusive) ++report_.open;
    if (result.verdict == Verdict::warn) ++report_.undetected;
    if (judgement.is_alike) ++report_.alike;
    const bool is_suspect = (complaint && !known) || judgement.is_unclear;
    if (!complaint && !is_suspect && !judgement.is_alike && result.verdict == Verdict::note)
      ++report_.explained;
    if (is_suspect && suspects_.size() >= most_waiting) {
      ++report_.unexamined;
    } else if (is_suspect) {
      suspects_.push_back({std::move(lines), std::move(result), complaint});
      changed_.notify_all();
    }
    if (report_.scripts % told_after == 0) tell();
  }
  if (is_over()) changed_.notify_all();
  if (gone) wait_until_reachable();
}

Shortcuts Search::known_shortcuts() {
  Shortcuts shortcuts{.likely = plan_.likely, .puts_off = !plan_.first_only};
  const std::lock_guard lock(mutex_);
  for (const auto& each : report_.findings)
    if (!each.like.empty()) shortcuts.known.push_back(each.like.front().faults);
  return shortcuts;
}

// A target that ended may be started again by somebody.
void Search::wait_until_reachable() {
  {
    std::unique_lock lock(mutex_);
    if (std::exchange(is_away_, true)) {
      changed_.wait_until(lock, stop_, end_, [&] { return !is_away_; });
      return;
    }
    ++report_.outages;
  }
  while (!is_over() && bench_.play({"a connect"}, plan_.quiet).target_gone) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, stop_, between_attempts, [] { return false; });
  }
  {
    const std::lock_guard lock(mutex_);
    is_away_ = false;
  }
  changed_.notify_all();
}

// What a finding explains is no other one.
bool Search::is_known(const CaseResult& result, const Complaint& complaint, Time quiet) {
  std::vector<std::pair<std::size_t, model::FaultSet>> faults;
  {
    const std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < report_.findings.size(); ++i) {
      auto& each = report_.findings[i];
      if (complaint.statement && each.complaint.statement == complaint.statement) {
        ++each.seen;
        return true;
      }
      for (const auto& like : each.like) faults.emplace_back(i, like.faults);
    }
  }
  for (const auto& [index, fault] : faults) {
    if (!bench_.is_like(fault, result, quiet)) continue;
    const std::lock_guard lock(mutex_);
    ++report_.findings[index].seen;
    return true;
  }
  return false;
}

// Beside those that play scripts: one after the other, so that one root is one finding.
void Search::consider_all() {
  for (;;) {
    std::unique_lock lock(mutex_);
    changed_.wait_until(lock, stop_, end_, [&] { return !suspects_.empty() || is_over(); });
    if (is_over()) {
      report_.unexamined += suspects_.size();
      return;
    }
    auto suspect = std::move(suspects_.front());
    suspects_.pop_front();
    lock.unlock();
    consider(std::move(suspect));
  }
}

void Search::consider(Suspect suspect) {
  const auto begin = Clock::now();
  if (!suspect.complaint) {
    auto judgement = bench_.judged(suspect.result, plan_.quiet);
    const std::lock_guard lock(mutex_);
    report_.rules |= judgement.rules;
    suspect.complaint = std::move(judgement.complaint);
    if (!suspect.complaint) ++report_.explained;
  }
  if (!suspect.complaint || is_known(suspect.result, *suspect.complaint, plan_.quiet)) return;
  const auto shows_with = [&](Time quiet) {
    return [this, quiet](const Lines& lines) {
      const auto result = bench_.play(lines, quiet);
      const auto complaint = bench_.complaint(result, quiet);
      return complaint && !is_known(result, *complaint, quiet);
    };
  };
  const auto shows = shows_with(patient);
  const auto pass = [&] {
    const std::lock_guard lock(mutex_);
    if (!stop_.stop_requested()) ++report_.passing;
  };
  auto once_more = std::async(std::launch::async, shows, suspect.lines);
  if (!shows(suspect.lines) || !once_more.get()) return pass();
  const auto until = std::min(end_ + grace, Clock::now() + time_to_shrink);
  const auto still_shows = [&, until_quiet = shows_with(2 * plan_.quiet)](const Lines& fewer) {
    return Clock::now() < until && until_quiet(fewer);
  };
  const auto tries = std::max<std::size_t>(16, plan_.jobs);
  Finding finding{.lines = shrink(std::move(suspect.lines), still_shows, tries)};
  once_more = std::async(std::launch::async, shows, finding.lines);
  finding.result = bench_.play(finding.lines, patient);
  const auto complaint = bench_.complaint(finding.result, patient);
  if (!once_more.get() || !complaint) return pass();
  finding.complaint = *complaint;
  finding.shrink_seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  // What is missing may be late.
  if (complaint->event >= finding.result.trace.size() && !shows_with(overdue)(finding.lines)) {
    const std::lock_guard lock(mutex_);
    ++report_.late;
    return;
  }
  finding.like = bench_.like(finding.result, *complaint);
  if (!complaint->statement && is_provoked(finding.result.trace)) {
    const std::lock_guard lock(mutex_);
    ++report_.undetected;
    return;
  }
  const std::lock_guard lock(mutex_);
  // What nothing explains can be told apart by its looks alone.
  const auto looks_alike = [&](const Finding& each) {
    return !each.complaint.statement && each.like.empty() &&
           shape_of(each.complaint.text) == shape_of(complaint->text);
  };
  const auto same = complaint->statement || !finding.like.empty()
                        ? report_.findings.end()
                        : std::ranges::find_if(report_.findings, looks_alike);
  if (same != report_.findings.end())
    ++same->seen;
  else
    report_.findings.push_back(std::move(finding));
  tell();
}

// Whether lines show what the finding does.
bool Search::is_still(const Finding& finding, const Lines& lines, Time quiet) {
  const auto result = bench_.play(lines, quiet);
  const auto complaint = bench_.complaint(result, quiet);
  if (!complaint) return false;
  if (const auto& statement = finding.complaint.statement) return complaint->statement == statement;
  if (complaint->statement) return false;
  return finding.like.empty() ? shape_of(complaint->text) == shape_of(finding.complaint.text)
                              : bench_.is_like(finding.like.front().faults, result, quiet);
}

// Beside so many others that play there was too little time.
void Search::shrink_further(Finding& finding) {
  const auto begin = Clock::now();
  const auto until = begin + time_to_shrink;
  const auto lines = shrink(
      finding.lines,
      [&](const Lines& fewer) {
        return Clock::now() < until && !stop_.stop_requested() &&
               is_still(finding, fewer, 2 * plan_.quiet);
      },
      std::max<std::size_t>(16, plan_.jobs));
  if (lines.size() < finding.lines.size() && is_still(finding, lines, patient)) {
    auto result = bench_.play(lines, patient);
    if (const auto complaint = bench_.complaint(result, patient)) {
      finding.lines = lines;
      finding.complaint = *complaint;
      finding.like = bench_.like(result, *complaint);
      finding.result = std::move(result);
    }
  }
  finding.shrink_seconds += std::chrono::duration<double>(Clock::now() - begin).count();
}

SearchReport Search::run() {
  report_.unusable = bench_.unusable();
  if (!bench_.kind().v3_1_1 && !bench_.kind().v5_0) report_.unusable = "nothing serves MQTT";
  if (!report_.unusable.empty()) return std::move(report_);
  if (plan_.first_only) {
    while (!is_over() && suspects_.empty() && report_.undetected == 0) try_one(next_++);
    for (auto& each : suspects_)
      if (each.complaint)
        report_.findings.push_back(
            {std::move(each.lines), std::move(each.result), *std::move(each.complaint)});
    note_time();
  } else {
    std::vector<std::jthread> players;
    for (std::size_t i = 0; i < plan_.jobs; ++i)
      players.emplace_back([&] {
        while (!is_over()) try_one(next_++);
      });
    consider_all();
    players.clear();
    note_time();
    for (auto& each : report_.findings)
      if (each.lines.size() > long_script) shrink_further(each);
  }
  report_.complete = !stop_.stop_requested();
  return std::move(report_);
}

}  // namespace

SearchReport search(Target& target, const SearchPlan& plan, const Progress& progress,
                    const std::stop_token& stop) {
  return Search(target, plan, progress, stop).run();
}

void shrink_again(Target& target, const SearchPlan& plan, Finding& finding,
                  const std::stop_token& stop) {
  Search(target, plan, {}, stop).shrink_further(finding);
}

Replayed replay_lines(Target& target, const SearchPlan& plan, const Lines& lines,
                      const std::stop_token& stop) {
  Bench bench(target, plan, stop);
  Replayed replayed{.result = bench.play(lines, patient)};
  replayed.complaint = bench.complaint(replayed.result, patient);
  if (replayed.complaint) replayed.like = bench.like(replayed.result, *replayed.complaint);
  return replayed;
}

}  // namespace mqttspec::conformance::search
