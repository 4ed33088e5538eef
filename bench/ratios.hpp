// What the benchmarks say of each other: the least time of each over all repetitions, and the
// ratios that we promise.
#pragma once

#include <benchmark/benchmark.h>

#include <map>
#include <string>

namespace mqttspec::bench {

/// Keeps of each benchmark the least CPU time an item, the bytes of an item where it says them, and
/// the most allocations.
class Minima final : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override;

  /// Nanoseconds a packet by the name of the benchmark, and the ratios with their bounds; only
  /// those whose two sides have run.
  void print() const;

 private:
  struct Least {
    double nanoseconds;
    double allocations;
    double bytes;
  };

  void print_ratio(const std::string& over, const std::string& under, double bound) const;
  void print_difference(const std::string& over, const std::string& under, double bound) const;

  std::map<std::string, Least> least_;
};

}  // namespace mqttspec::bench
