from django.urls import path

from groundswell.features.rewards.cycles.views import giving, own, prizes, staff

app_name = "payouts"
urlpatterns = [
    path("rewards/payout/", own.choose, name="choose"),
    path("rewards/payout/comes-to/", own.comes_to, name="comes_to"),
    path("rewards/payout/account/forget/", own.forget_account, name="forget_account"),
    path("rewards/payout/<int:pk>/", own.receipt, name="receipt"),
    path("rewards/charities/", giving.charities, name="charities"),
    path("rewards/cycles/", staff.cycles, name="cycles"),
    path("rewards/cycles/<slug:name>/", staff.cycle, name="cycle"),
    path("rewards/cycles/<slug:name>/credit.csv", staff.credit_csv, name="credit_csv"),
    path("rewards/payouts/<int:pk>/", staff.payout, name="payout"),
    path("rewards/files/<int:pk>/", staff.payment_file, name="payment_file"),
    path("rewards/prizes/", prizes.prizes, name="prizes"),
    path("rewards/prizes/<int:pk>/", prizes.prize, name="prize"),
]
