// What it costs to judge a broker while it runs: the tracker's time for an event, and how many
// explanations it carries, with three connections and four packets of each under way.
#include <benchmark/benchmark.h>

#include <fmt/format.h>

#include <optional>
#include <string>
#include <vector>

#include "model/tracker/testing/observers.hpp"

namespace mqttspec::model {
namespace {

/// What a tracker is told: an event, or that everything is at rest.
struct Told {
  Time at;
  std::optional<TraceEvent> event;
};

class Recorder final : public scripts::TraceObserver {
 public:
  void observe(const TraceEvent& event, const Malformed*) override {
    told_.push_back({event.at, event});
  }
  void rest(Time at) override { told_.push_back({at, {}}); }
  void restart(bool, Time) override {}
  std::vector<Told> take() { return std::move(told_); }

 private:
  std::vector<Told> told_;
};

/// A publisher and two subscribers at this QoS: four messages at a time, each step of their
/// exchanges on its way with the others, in an order that depends on the seed.
std::vector<Told> flow(const Profile& profile, int qos, std::uint64_t seed) {
  constexpr int rounds = 8;
  constexpr int outstanding = 4;
  const auto bytes = seeded_choices(seed, 4'000);
  Choices network{Bytes(bytes)};
  PlainChooser chooser;
  Recorder recorder;
  scripts::WatchedScript script(Version::v5_0, profile, {}, chooser, {&recorder}, &network);
  script.run("c connect clean;a connect clean;b connect clean");
  script.run(fmt::format("a subscribe 1 t:{0};b subscribe 1 t:{0}", qos));
  const auto each = [&](const char* line, int first) {
    for (int i = first; i < first + outstanding; ++i)
      script.run(fmt::format(fmt::runtime(line), i, qos));
    script.settle();
  };
  for (int round = 0; round < rounds; ++round) {
    const int first = 1 + round * outstanding;  // the broker counts its identifiers as well
    each(qos == 0 ? "c publish t m{0} q={1}" : "c publish t m{0} q={1} id={0}", first);
    if (qos == 1) each("a puback {0};b puback {0}", first);
    if (qos == 2) {
      each("a pubrec {0};b pubrec {0};c pubrel {0}", first);
      each("a pubcomp {0};b pubcomp {0}", first);
    }
  }
  return recorder.take();
}

void track(benchmark::State& run, const char* profile_name) {
  const Profile& profile = *find_profile(profile_name);
  const auto told = flow(profile, static_cast<int>(run.range(0)), 7);
  std::size_t carried = 0;
  for (auto _ : run) {
    tracker::Tracker tracker(profile);
    for (const auto& each : told) {
      if (each.event)
        tracker.observe(*each.event);
      else
        tracker.rest(each.at);
      carried += tracker.explanations();
    }
    if (tracker.explained() != tracker::Explained::yes) run.SkipWithError(tracker.text().c_str());
  }
  const auto events = static_cast<double>(told.size()) * static_cast<double>(run.iterations());
  run.SetItemsProcessed(static_cast<std::int64_t>(events));
  run.counters["us_an_event"] =
      benchmark::Counter(events / 1e6, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  run.counters["explanations"] = static_cast<double>(carried) / events;
}

BENCHMARK_CAPTURE(track, plain, "plain")->Arg(0)->Arg(1)->Arg(2);

}  // namespace
}  // namespace mqttspec::model

BENCHMARK_MAIN();
