// What cites what: the cases and fault switches of a statement, for `list` and `explain`.
#pragma once

#include <string>
#include <vector>

#include "conformance/play/case.hpp"
#include "model/client/fault.hpp"
#include "model/fault.hpp"

namespace mqttspec::conformance::book {

inline constexpr Version both_versions[] = {Version::v3_1_1, Version::v5_0};

/// The cases that judge the statement, in the order of the Standards' sections.
std::vector<const play::Case*> cases_of(StatementId id);

/// The fault switches of the reference broker, and those of the reference Client, that break the
/// statement.
std::vector<const model::FaultRow*> faults_of(StatementId id);
std::vector<const model::client::FaultRow*> client_faults_of(StatementId id);

/// The statements of the other version that a case or a fault switch cites as saying the same.
std::vector<StatementId> counterparts_of(StatementId id);

/// The versions in which the case runs.
std::vector<Version> versions_of(const play::Case& which);

/// "[3.1.1 MQTT-3.1.0-2] [5.0 MQTT-3.1.0-2]"
std::string citation_text(const Cited& cited);

}  // namespace mqttspec::conformance::book
