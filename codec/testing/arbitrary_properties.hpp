// Generated property blocks, each property legal in its place (5.0 section 2.2.2.2).
#pragma once

#include "codec/testing/arbitrary_fields.hpp"

namespace mqttspec {

ConnectProperties arbitrary_connect_properties(ArbitraryFields& fields);
WillProperties arbitrary_will_properties(ArbitraryFields& fields);
/// `redirects` if the Reason Code is one that a Server Reference goes with (section 4.11).
ConnackProperties arbitrary_connack_properties(ArbitraryFields& fields, bool redirects);
PublishProperties arbitrary_publish_properties(ArbitraryFields& fields, Sender sender);
AckProperties arbitrary_ack_properties(ArbitraryFields& fields);
SubscribeProperties arbitrary_subscribe_properties(ArbitraryFields& fields);
UnsubscribeProperties arbitrary_unsubscribe_properties(ArbitraryFields& fields);
DisconnectProperties arbitrary_disconnect_properties(ArbitraryFields& fields, Sender sender,
                                                     bool redirects);
AuthProperties arbitrary_auth_properties(ArbitraryFields& fields);

}  // namespace mqttspec
