// libFuzzer's dictionary of MQTT, made from the tables in spec/.
#pragma once

#include <string>

namespace mqttspec::fuzz {

/// The text of fuzz/mqtt.dict.
std::string dictionary();

}  // namespace mqttspec::fuzz
