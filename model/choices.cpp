// See choices.hpp.
#include "model/choices.hpp"

namespace mqttspec::model {

std::string_view to_string(ChoicePoint point) {
  switch (point) {
#define CHOICE(number, name, section, text) \
  case ChoicePoint::name:                   \
    return #name;
#include "model/choices.def"
#undef CHOICE
  }
  return "unknown";
}

}  // namespace mqttspec::model
