// The makers of all scenarios, each in a file of its own.
#pragma once

#include "model/explore/scenario.hpp"

namespace mqttspec::model::explore {

Scenario make_s1();
Scenario make_s1_v311();
Scenario make_s1_takeover();
Scenario make_s1_clean();
Scenario make_s1_qos_1();
Scenario make_s1_errors();
Scenario make_s1_errors_v311();
Scenario make_s1_restart();
Scenario make_s1_reset();
Scenario make_s2();
Scenario make_s3();
Scenario make_s3_errors();
Scenario make_s4();
Scenario make_s4_size();
Scenario make_s4_resumed();
Scenario make_s4_errors();
Scenario make_s5();
Scenario make_s5_size();
Scenario make_s6();
Scenario make_s6_end();
Scenario make_s6_refused();
Scenario make_s7();
Scenario make_s7_wrong();
Scenario make_s7_errors();
Scenario make_s8();
Scenario make_s8_names();
Scenario make_s8_early();
Scenario make_s8_errors();
Scenario make_s9();
Scenario make_s1_pieces();
Scenario make_s3_pieces();
Scenario make_s3_pieces_v311();
Scenario make_s3_pieces_long();
Scenario make_s8_pieces();
Scenario make_s1_mixed();
Scenario make_s2_mixed();
Scenario make_s3_mixed();
Scenario make_s4_mixed();
Scenario make_s6_mixed();

}  // namespace mqttspec::model::explore
