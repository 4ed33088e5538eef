// See search_mutants.hpp.
#include "conformance/commands/search_mutants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <sstream>

#include "codec/choices.hpp"
#include "conformance/commands/live_target.hpp"
#include "conformance/report/text.hpp"
#include "conformance/runner/in_parallel.hpp"
#include "conformance/search/search.hpp"

namespace mqttspec::conformance::commands {

namespace {

struct Mutant {
  std::string fault;
  std::string condition;  // none if empty
  std::string profile;
};

enum class Outcome : std::uint8_t { found, undetected, missed };

std::vector<Mutant> read_table(const std::string& text) {
  std::vector<Mutant> mutants;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream cells(line);
    Mutant mutant;
    std::getline(cells, mutant.fault, '\t');
    std::getline(cells, mutant.condition, '\t');
    std::getline(cells, mutant.profile, '\t');
    if (model::find_fault(mutant.fault) != nullptr) mutants.push_back(std::move(mutant));
  }
  return mutants;
}

// The same ones for the same seed.
void take_sample(std::vector<Mutant>& mutants, std::size_t size, std::uint32_t seed) {
  const auto bytes = seeded_choices(seed, size * 8);
  Choices choices{Bytes(bytes)};
  size = std::min(size, mutants.size());
  for (std::size_t i = 0; i < size; ++i)
    std::swap(mutants[i], mutants[i + choices.below(static_cast<unsigned>(mutants.size() - i))]);
  mutants.resize(size);
}

struct Tried {
  Outcome outcome;
  std::uint64_t scripts;
};

Wanted<Tried> try_mutant(const Mutant& mutant, const SearchOptions& options,
                         const std::stop_token& stop) {
  auto target = make_embedded_target(mutant.profile, mutant.fault, mutant.condition);
  if (!target) return std::unexpected(target.error());
  search::SearchPlan plan;
  plan.seed = options.seed;
  plan.time = std::chrono::milliseconds(std::llround(options.seconds * 1'000));
  plan.lines = options.lines;
  plan.likely = model::find_profile(mutant.profile);
  plan.first_only = true;
  plan.target.nonce = "srch";
  name_user(plan.target.settings, "", "", {}, plan.likely);
  const auto report = search::search(**target, plan, [](const search::SearchReport&) {}, stop);
  const auto outcome = !report.findings.empty() ? Outcome::found
                       : report.undetected != 0 ? Outcome::undetected
                                                : Outcome::missed;
  return Tried{outcome, report.scripts};
}

}  // namespace

int search_mutants(const SearchOptions& options, const std::stop_token& stop, std::ostream& out) {
  const auto text = read_file(options.mutants);
  if (!text) return complain(text.error().status, text.error().text);
  auto mutants = read_table(*text);
  if (mutants.empty()) return complain(exit_usage, options.mutants + " names no switch of a fault");
  take_sample(mutants, options.sample, options.seed);
  std::mutex mutex;
  std::map<Outcome, unsigned> totals;
  runner::in_parallel(
      mutants.size(), options.jobs.value_or(runner::processors()), [&](std::size_t i) {
        if (stop.stop_requested()) return;
        const auto& mutant = mutants[i];
        const auto tried = try_mutant(mutant, options, stop);
        if (!tried || stop.stop_requested()) return;
        constexpr const char* words[] = {"found", "undetected", "missed"};
        const std::lock_guard lock(mutex);
        ++totals[tried->outcome];
        out << fmt::format("{}\t{}\t{}\t{}\t{}\n", mutant.fault, mutant.condition, mutant.profile,
                           words[static_cast<int>(tried->outcome)], tried->scripts);
        out.flush();
      });
  const auto all = totals[Outcome::found] + totals[Outcome::undetected] + totals[Outcome::missed];
  out << fmt::format(
      "{} faulty brokers, {} s of processor time each at most: {} found; {} take what is illegal, "
      "which is "
      "seen "
      "and not judged; {} missed\n",
      all, options.seconds, totals[Outcome::found], totals[Outcome::undetected],
      totals[Outcome::missed]);
  return exit_fine;
}

}  // namespace mqttspec::conformance::commands
