// Which statement a Reason Code breaks.
#include "codec/grammar/s2_04_reason_code.hpp"

namespace mqttspec::grammar {

[[gnu::cold]] bool reject_reason_code(Scan& scan, Cursor at, const ReasonCodeSenders& senders,
                                      const ReasonCodeRules& rules) {
  if (rules.contested == ReasonCode(*at))
    return contested(scan, at, rules.unlisted, ReasonCode::protocol_error);
  return protocol_error(scan, at, senders[*at] == 0 ? rules.unlisted : rules.wrong_sender);
}

}  // namespace mqttspec::grammar
