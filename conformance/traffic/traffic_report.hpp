// What judging traffic came to: violations as they are seen, and the summary at the end.
#pragma once

#include <nlohmann/json.hpp>

#include <iosfwd>
#include <map>
#include <mutex>
#include <set>
#include <tuple>

#include "conformance/report/paint.hpp"
#include "conformance/traffic/incident.hpp"

namespace mqttspec::conformance::traffic {

struct ReportSettings {
  bool all = false;    // every violation, not only the first of a statement by each side
  bool paint = false;  // in colours
};

/// Writes each violation with the packets before it. Threads may share it.
class TrafficReport final : public IncidentSink {
 public:
  TrafficReport(const ReportSettings& settings, std::ostream& out)
      : settings_(settings), paint_(settings.paint), out_(out) {}

  void on(const Incident& incident) override;
  /// The connection is over, or the traffic is.
  void on_end(const ConnectionInfo& info, const ConnectionSummary& summary);
  /// Something to be said once, at the end.
  void note(std::string text);

  /// Writes what it all came to. `seconds` is what it took, 0 if that is nobody's concern.
  void write_summary(double seconds) const;
  nlohmann::ordered_json to_json() const;
  /// True if a statement was violated that may not be.
  bool has_violations() const;
  std::uint64_t packets() const { return packets_; }

 private:
  using Key = std::tuple<StatementId, Sender, std::string>;  // found by whom
  std::string about_connections() const;

  ReportSettings settings_;
  report::Paint paint_;
  std::ostream& out_;
  mutable std::mutex mutex_;
  std::map<Key, std::uint64_t> counts_;
  nlohmann::ordered_json incidents_ = nlohmann::ordered_json::array();
  std::map<Restriction, std::uint64_t> restricted_;
  std::map<std::vector<Version>, std::uint64_t> began_before_;  // by what they may be
  std::uint64_t connections_ = 0;
  std::uint64_t packets_ = 0;
  std::uint64_t contested_ = 0;
  std::uint64_t too_large_ = 0;
  std::vector<std::string> notes_;
};

}  // namespace mqttspec::conformance::traffic
