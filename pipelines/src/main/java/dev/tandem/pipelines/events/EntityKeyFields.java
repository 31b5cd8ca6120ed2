package dev.tandem.pipelines.events;

import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Fields in a form that travels to workers. */
record EntityKeyFields(List<String> names, List<ValueType> types) implements Serializable {
  EntityKeyFields {
    names = List.copyOf(names);
    types = List.copyOf(types);
  }

  static EntityKeyFields none() {
    return new EntityKeyFields(List.of(), List.of());
  }

  static EntityKeyFields of(List<Field> fields) {
    return new EntityKeyFields(
        fields.stream().map(Field::name).toList(), fields.stream().map(Field::type).toList());
  }

  List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      fields.add(new Field(names.get(i), types.get(i)));
    }
    return fields;
  }
}
