// Which statement a property breaks that stands twice in its block, or has a value out of range.
#pragma once

#include "codec/second/rules.hpp"
#include "spec/property_table.hpp"

namespace mqttspec::second {

/// The rule against a second `property` in `host`, where both are a pair of table 2-4.
const Rule& twice_rule(PropertyHost host, Property property);

/// The rule that bounds the value of `property` in `host`.
const Rule& range_rule(PropertyHost host, Property property);

}  // namespace mqttspec::second
