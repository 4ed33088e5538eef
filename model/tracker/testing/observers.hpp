// The two judges of a run, tracker and monitors, as observers of a script.
#pragma once

#include "model/monitors/monitor_set.hpp"
#include "model/scripts/watched_script.hpp"
#include "model/tracker/tracker.hpp"

namespace mqttspec::model::tracker {

class TrackerObserver final : public scripts::TraceObserver {
 public:
  explicit TrackerObserver(Tracker& tracker) : tracker_(tracker) {}
  void observe(const TraceEvent& event, const Malformed* garbage) override {
    tracker_.observe(event, garbage);
    count();
  }
  void rest(Time at) override {
    tracker_.rest(at);
    count();
  }
  void restart(bool state_kept, Time at) override { tracker_.restart(state_kept, at); }

  /// Of explanations, after each observation.
  double mean() const { return sum_ / static_cast<double>(events_ == 0 ? 1 : events_); }
  std::size_t events() const { return events_; }

 private:
  void count() {
    ++events_;
    sum_ += static_cast<double>(tracker_.explanations());
  }
  Tracker& tracker_;
  std::size_t events_ = 0;
  double sum_ = 0;
};

/// Monitors know nothing of a broker that is started again: leave such lines out.
class MonitorObserver final : public scripts::TraceObserver {
 public:
  explicit MonitorObserver(monitors::MonitorSet& monitors) : monitors_(monitors) {}
  void observe(const TraceEvent& event, const Malformed*) override { monitors_.observe(event); }
  void rest(Time) override {}
  void restart(bool, Time) override {}

 private:
  monitors::MonitorSet& monitors_;
};

}  // namespace mqttspec::model::tracker
