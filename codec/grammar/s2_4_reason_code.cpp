// Which statement a Reason Code breaks.
#include "codec/grammar/s2_4_reason_code.hpp"

namespace mqttspec::grammar {

[[gnu::cold]] bool reject_reason_code(Scan& scan, Cursor at, const ReasonCodeSenders& senders,
                                      const ReasonCodeRules& rules) {
  return protocol_error(scan, at, senders[*at] == 0 ? rules.unlisted : rules.wrong_sender);
}

}  // namespace mqttspec::grammar
