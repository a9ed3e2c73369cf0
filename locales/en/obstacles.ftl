obstacle-owner_abroad = Owner abroad
obstacle-owner_absent = Owner absent
obstacle-language = No common language
obstacle-working_time = Fear for working time
obstacle-cost = Fear of the cost
obstacle-members_elsewhere = Members not transferred
obstacle-workers_change = Workers change often
obstacle-other = Other
