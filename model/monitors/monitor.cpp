// How a finding is made.
#include "model/monitors/monitor.hpp"

#include <utility>

namespace mqttspec::model::monitors {

void Monitor::report(const Cited& cited, Version version, Position event, std::string text) {
  if (const auto statement = cited.of(version))
    findings_->push_back({guarantee_, *statement, event, std::move(text)});
}

void Monitor::report(const Cited& cited, const TraceFacts& facts, std::string text) {
  report(cited, facts.connection().version, facts.now(), std::move(text));
}

}  // namespace mqttspec::model::monitors
