// The makers of all scenarios, each in a file of its own.
#pragma once

#include "model/scenario.hpp"

namespace mqttspec::model {

Scenario make_s1();
Scenario make_s1_v311();
Scenario make_s1_takeover();
Scenario make_s1_clean();
Scenario make_s1_qos_1();
Scenario make_s2();
Scenario make_s3();
Scenario make_s4();
Scenario make_s5();

}  // namespace mqttspec::model
