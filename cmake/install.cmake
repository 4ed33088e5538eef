# The codec and the model for other projects, each a static library with its headers:
# `cmake --install BUILD --component codec --prefix DIR`, the same with `model`, then
# find_package(mqttspec) and mqttspec::codec or mqttspec::model. The headers of the codec need
# nothing but a C++23 compiler; the model needs Boost's headers and fmt.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/mqttspec)
set(headers ${CMAKE_INSTALL_INCLUDEDIR}/mqttspec)

# mqttspec_installed(name libraries...): these libraries as mqttspec::<name>.
function(mqttspec_installed name)
  list(TRANSFORM ARGN REPLACE "(.+)" "$<TARGET_OBJECTS:\\1>" OUTPUT_VARIABLE objects)
  add_library(mqttspec_${name}_package STATIC ${objects})
  set_target_properties(mqttspec_${name}_package PROPERTIES
    OUTPUT_NAME mqttspec_${name} EXPORT_NAME ${name} LINKER_LANGUAGE CXX)
  target_compile_features(mqttspec_${name}_package INTERFACE cxx_std_23)
  target_include_directories(mqttspec_${name}_package INTERFACE $<INSTALL_INTERFACE:${headers}>)
  install(TARGETS mqttspec_${name}_package EXPORT mqttspec_${name} COMPONENT ${name})
  install(EXPORT mqttspec_${name} NAMESPACE mqttspec:: DESTINATION ${package} COMPONENT ${name}
    FILE mqttspec_${name}.cmake)
endfunction()

# mqttspec_headers(component files...): each into the folder that it has here.
function(mqttspec_headers component)
  foreach(file ${ARGN})
    cmake_path(GET file PARENT_PATH folder)
    if(EXISTS ${PROJECT_SOURCE_DIR}/${file})
      set(base ${PROJECT_SOURCE_DIR})
    else()
      set(base ${PROJECT_BINARY_DIR}/generated)
    endif()
    install(FILES ${base}/${file} DESTINATION ${headers}/${folder} COMPONENT ${component})
  endforeach()
endfunction()

mqttspec_installed(codec mqttspec_codec mqttspec_spec)
foreach(name bytes decode encode explain lists notation owned packets printable topic utf8 violation)
  mqttspec_headers(codec codec/${name}.hpp)
endforeach()
foreach(table packet_table property_table reason_code_table)
  mqttspec_headers(codec spec/${table}.hpp spec/${table}.def)
endforeach()
mqttspec_headers(codec spec/statement.hpp spec/register.hpp spec/keys_3_1_1.def spec/keys_5_0.def)

mqttspec_headers(codec codec/c/mqttspec.h)

# For C alone, when it has been built.
install(FILES $<TARGET_FILE:mqttspec_c> DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT c
  EXCLUDE_FROM_ALL)
install(FILES codec/c/mqttspec.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT c
  EXCLUDE_FROM_ALL)

mqttspec_installed(model mqttspec_model mqttspec_monitors)
target_link_libraries(mqttspec_model_package INTERFACE
  mqttspec_codec_package fmt::fmt Boost::headers)
foreach(name choices event fault profile rule_set state trace broker/reference_broker broker/step
    client/client client/condition client/event client/fault client/profile
    client/reference_client client/state client/turn conditions/condition monitors/finding
    monitors/monitor_set monitors/position)
  mqttspec_headers(model model/${name}.hpp)
endforeach()
mqttspec_headers(model codec/choices.hpp)
foreach(name choice_names fault_names condition_names client/fault_names client/condition_names)
  mqttspec_headers(model model/${name}.def)
endforeach()

configure_file(cmake/mqttspecConfig.cmake.in mqttspecConfig.cmake @ONLY)
write_basic_package_version_file(mqttspecConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/mqttspecConfig.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/mqttspecConfigVersion.cmake
  DESTINATION ${package} COMPONENT codec)
