// The reference Client of the model, in process and in virtual time.
#pragma once

#include "conformance/subject/subject.hpp"
#include "model/client/fault.hpp"
#include "model/client/profile.hpp"

namespace mqttspec::model::client {
struct Showing;
}

namespace mqttspec::conformance::subject {

/// Each a reference Client of its own. The profile has to outlive them.
std::unique_ptr<Subjects> make_reference_subjects(const model::client::Profile& profile,
                                                  const model::client::FaultSet& faults = {});

/// One such Client alone; where its fault shows is noted in `showing`.
std::unique_ptr<Subject> make_reference_subject(const model::client::Profile& profile,
                                                const model::client::FaultSet& faults = {},
                                                model::client::Showing* showing = nullptr);

}  // namespace mqttspec::conformance::subject
