// See ratios.hpp.
#include "bench/ratios.hpp"

#include <algorithm>
#include <cstdio>

namespace mqttspec::bench {
namespace {

constexpr const char* decoded_streams[] = {
    "v5_publish", "v311_publish", "v5_properties", "v5_connect", "v5_subscribe", "v5_acks",
    "v311_acks",  "v5_reasons",   "v5_text",       "v5_mix",     "v311_mix",     "v5_64KiB"};

const char* judged(bool met) { return met ? "" : "   missed"; }

}  // namespace

void Minima::ReportRuns(const std::vector<Run>& runs) {
  for (const Run& run : runs) {
    if (run.run_type != Run::RT_Iteration) continue;
    if (run.error_occurred) {
      std::fprintf(stderr, "%s: %s\n", run.benchmark_name().c_str(), run.error_message.c_str());
      continue;
    }
    const double items = run.counters.at("packets");
    const double nanoseconds =
        run.cpu_accumulated_time * 1e9 / static_cast<double>(run.iterations) / items;
    const double allocations = run.counters.at("allocs");
    const double bytes = run.counters.contains("bytes") ? run.counters.at("bytes") / items : 0;
    const auto [entry, is_new] =
        least_.try_emplace(run.run_name.function_name, Least{nanoseconds, allocations, bytes});
    if (is_new) continue;
    entry->second.nanoseconds = std::min(entry->second.nanoseconds, nanoseconds);
    entry->second.allocations = std::max(entry->second.allocations, allocations);
  }
}

void Minima::print_ratio(const std::string& over, const std::string& under, double bound) const {
  if (!least_.contains(over) || !least_.contains(under)) return;
  const double ratio = least_.at(over).nanoseconds / least_.at(under).nanoseconds;
  std::printf("%-28s / %-28s %6.2f  at most %.2f%s\n", over.c_str(), under.c_str(), ratio, bound,
              judged(ratio <= bound));
}

void Minima::print_difference(const std::string& over, const std::string& under,
                              double bound) const {
  if (!least_.contains(over) || !least_.contains(under)) return;
  const double difference = least_.at(over).nanoseconds - least_.at(under).nanoseconds;
  std::printf("%-28s - %-28s %6.1f ns, at most %.0f%s\n", over.c_str(), under.c_str(), difference,
              bound, judged(difference <= bound));
}

void Minima::print() const {
  double allocations = 0;
  for (const auto& [name, least] : least_) {
    if (least.bytes == 0)
      std::printf("%-40s %9.2f ns a packet\n", name.c_str(), least.nanoseconds);
    else
      std::printf("%-40s %9.2f GB/s\n", name.c_str(), least.bytes / least.nanoseconds);
    allocations = std::max(allocations, least.allocations);
  }
  std::printf("\nallocations a packet: %g, at most 0%s\n", allocations, judged(allocations == 0));
  for (const std::string stream : decoded_streams)
    print_ratio("decode/" + stream + "/x3", "decode/" + stream + "/hand", 1.0);
  for (const std::string stream : {"v5_publish", "v5_properties"})
    print_ratio("encode/" + stream + "/x3", "encode/" + stream + "/hand", 1.0);
  print_ratio("decode/v5_mix/x3", "limit/v5_mix/memcpy", 4.5);
  print_difference("decode/v5_64KiB/x3", "decode/v5_64B/x3", 5);
  print_difference("reject/v5_publish/x3", "decode/v5_publish/x3", 50);
}

}  // namespace mqttspec::bench
