// SUBSCRIBE, UNSUBSCRIBE and their answers as a Client sees them: sections 3.8 to 3.11 of both
// Standards.
#pragma once

#include "model/client/turn.hpp"

namespace mqttspec::model::client {

void ask_subscribe(Turn& turn, const Subscribe& subscribe);
void ask_unsubscribe(Turn& turn, const Unsubscribe& unsubscribe);

/// A SUBACK or UNSUBACK; the codes are one for each Topic Filter, but for UNSUBACK in 3.1.1.
void on_request_answered(Turn& turn, bool is_suback, std::uint16_t packet_id, Bytes reason_codes);

}  // namespace mqttspec::model::client
