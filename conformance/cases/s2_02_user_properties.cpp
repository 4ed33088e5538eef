// 3.1.3.2.8, 3.3.2.3.7, 3.8.2.1.3, 3.10.2.1.2  User Properties (5.0): any number of them, and a
// name more than once, in what the Server forwards or answers
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

template <class Spec>
Spec with_many(Spec spec) {
  return spec.user("a", "1").user("b", "2").user("a", "3").user("", "");
}

void observe_both(Run& run, May any_number, May same_name) {
  run.observed(any_number, "four are taken");
  run.observed(same_name, "a name twice is taken");
}

}  // namespace

std::span<const Case> s2_02_user_properties() {
  static const Case cases[] = {
      {"user-properties/of-publish-may-be-many",
       {"MQTT-3.3.2-17"_v5, "U5.0-3.3.2.3.7-1"_v5, "U5.0-3.3.2.3.7-2"_v5},
       [](Run& run) {
         auto sub = run.subscriber("t");
         run.client("pub").send(with_many(publish("t", "x")));
         must_be(run, "MQTT-3.3.2-17"_v5, sub.expect(publish("t", "x")),
                 with_many(publish("t", "x")));
         observe_both(run, "U5.0-3.3.2.3.7-1"_v5, "U5.0-3.3.2.3.7-2"_v5);
       }},
      {"user-properties/of-a-will-may-be-many",
       {"MQTT-3.1.3-10"_v5, "U5.0-3.1.3.2.8-1"_v5, "U5.0-3.1.3.2.8-2"_v5},
       [](Run& run) {
         auto sub = run.subscriber("t");
         run.client(connect("c").will(with_many(will("t", "x")))).drop_connection();
         must_be(run, "MQTT-3.1.3-10"_v5, sub.expect(publish("t", "x")),
                 with_many(publish("t", "x")));
         observe_both(run, "U5.0-3.1.3.2.8-1"_v5, "U5.0-3.1.3.2.8-2"_v5);
       }},
      {"user-properties/of-subscribe-may-be-many",
       {"MQTT-3.8.4-1"_v5, "U5.0-3.8.2.1.3-1"_v5, "U5.0-3.8.2.1.3-2"_v5},
       [](Run& run) {
         auto sub = run.client("c");
         sub.send(with_many(subscribe(10).filter("t")));
         sub.must("MQTT-3.8.4-1"_v5, suback(10).count(1));
         observe_both(run, "U5.0-3.8.2.1.3-1"_v5, "U5.0-3.8.2.1.3-2"_v5);
       }},
      {"user-properties/of-unsubscribe-may-be-many",
       {"MQTT-3.10.4-4"_v5, "U5.0-3.10.2.1.2-1"_v5, "U5.0-3.10.2.1.2-2"_v5},
       [](Run& run) {
         auto sub = run.subscriber("t");
         sub.send(with_many(unsubscribe(11).filter("t")));
         sub.must("MQTT-3.10.4-4"_v5, unsuback(11).count(1));
         observe_both(run, "U5.0-3.10.2.1.2-1"_v5, "U5.0-3.10.2.1.2-2"_v5);
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
