// Matching as this broker does it: section 4.7 of both Standards.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model {

/// The Topic Filter that is matched: without `$share/{ShareName}/` if the subscription is shared.
template <class Storage>
std::string_view filter_of(const HeldSubscription<Storage>& subscription);

/// True if the Topic Name matches the non-shared Topic Filter.
template <class Storage>
bool is_match(Turn<Storage>& turn, std::string_view topic_filter, std::string_view topic_name);

}  // namespace mqttspec::model
