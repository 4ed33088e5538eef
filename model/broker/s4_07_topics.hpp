// Matching as this broker does it: section 4.7 of both Standards.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model::broker {

/// The Topic Filter that is matched: without `$share/{ShareName}/` if the subscription is shared.
std::string_view filter_of(const HeldSubscription& subscription);

/// True if the Topic Name matches the non-shared Topic Filter.
bool is_match(Turn& turn, std::string_view topic_filter, std::string_view topic_name);

}  // namespace mqttspec::model::broker
