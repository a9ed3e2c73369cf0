audit-task-planned = { $officer } planned { $count } tasks of { $subject }.
audit-task-planned-short = Tasks planned
audit-task-completed = { $officer } recorded task { $subject } as done, entry { $entry }.
audit-task-completed-short = Task completed
audit-task-reworded = { $officer } changed the words of task { $subject }.
audit-task-reworded-short = Task reworded
