// The delivery table for programs.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "conformance/delivery/report.hpp"

namespace mqttspec::conformance::delivery {

/// `{target, rows: [{version, clean, retain, subscribed_qos, published_qos, retain_handling,
/// retain_as_published, claim, cells: [{situation, demand, messages, statements, ambiguity, got,
/// verdict}], obstacle}]}`; what does not apply is null, a message is `{number, qos, retain}`.
nlohmann::ordered_json to_json(const DeliveryReport& report);

}  // namespace mqttspec::conformance::delivery
